package dev.trestle.codec.http;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.SettingException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code http:} of a route. */
@Doc(
        "A request passed on, and its reply passed back. {} passes method, path, query, fields and body as they are, but for fields that concern one connection.")
public record HttpCallSettings(
        @Matches("[A-Z]+") @Example("POST") @Doc("The method; without it the client's.") @Nullable
        String method,

        @Example("/api/v2/users/{id}")
        @Doc(
                "The path: text as it reads decoded, and variables of the route's path as {id}, or {rest...} for one that keeps its slashes. The query follows as it came. Without it the client's path.")
        @Nullable
        String path,

        @Matches(Text.AUTHORITY)
        @Example("users.internal:8080")
        @Doc("The Host of requests; without it the cluster's.")
        @Nullable
        String host,

        @Default("{}") @Example("{set: {X-Tenant: main}, remove: [Cookie]}") @Doc("Fields of the request.")
        RequestHeaders headers,

        @Default("streamed") @Doc("How the body is passed on.")
        RequestBody body) {
    /** Checks what goes into requests as it is. */
    public HttpCallSettings {
        Text.checkHost(host);
        if (method != null && !method.matches("[A-Z]+")) {
            throw new SettingException("method", method + " (expected: an upper-case HTTP method such as GET)");
        }
        if ("CONNECT".equals(method)) {
            throw new SettingException("method", "CONNECT (expected: another; a tunnel is no request)");
        }
    }

    /** How a body is passed on. */
    public enum RequestBody {
        @Doc(
                "Piece by piece, as it comes; with its length if the client has said it, else chunked. A request with a body is made once.")
        STREAMED,
        @Doc("Whole, within maxBodyBytes, with its length: for services that know no chunks, and for retries.")
        WHOLE
    }

    /** What becomes of a request's fields. */
    @Doc("Fields of the request; remove comes first.")
    public record RequestHeaders(
            @Example("{X-Tenant: main}") @Doc("Fields to send, in place of the client's.")
            Map<String, String> set,

            @Example("[Cookie]") @Doc("Fields of the client not to send.")
            List<String> remove) {
        /** Checks names and values. */
        public RequestHeaders {
            set = Collections.unmodifiableMap(set);
            remove = List.copyOf(remove);
            set.forEach((name, value) -> {
                if (!Text.isToken(name) || Fields.isOfOneConnection(name) || name.equalsIgnoreCase("host")) {
                    throw new SettingException("set", name + " (expected: the name of a field that is passed on)");
                }
                if (!Text.isFieldValue(value)) {
                    throw new SettingException("set", name + " with a control character (expected: none)");
                }
            });
        }
    }
}
