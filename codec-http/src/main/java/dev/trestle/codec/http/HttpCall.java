package dev.trestle.codec.http;

import dev.trestle.bridge.http.RequestHead;
import dev.trestle.codec.http.HttpCallSettings.RequestHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a route makes of a request, compiled. Immutable. */
final class HttpCall {
    private final HttpCallSettings settings;
    private final @Nullable PathTemplate path;
    /** Fields of the client that are not passed on, in lower case. */
    private final Set<String> taken = new HashSet<>();

    HttpCall(HttpCallSettings settings, @Nullable PathTemplate path) {
        this.settings = settings;
        this.path = path;
        settings.headers().remove().forEach(name -> taken.add(Fields.lower(name)));
        settings.headers().set().keySet().forEach(name -> taken.add(Fields.lower(name)));
    }

    /** Changes nothing. */
    static HttpCall asItIs() {
        RequestHeaders none = new RequestHeaders(Map.of(), List.of());
        return new HttpCall(new HttpCallSettings(null, null, null, none, HttpCallSettings.RequestBody.WHOLE), null);
    }

    /** For people. */
    String name() {
        String method = settings.method();
        String written = settings.path();
        return method == null && written == null
                ? "http"
                : "http " + (method == null ? "" : method + ' ') + (written == null ? "" : written);
    }

    String method(RequestHead head) {
        String fixed = settings.method();
        return fixed == null ? head.method() : fixed;
    }

    String path(RequestHead head) {
        return path == null ? head.path() : path.fill(head.variables());
    }

    @Nullable
    String host() {
        return settings.host();
    }

    /** Fields to send. */
    Map<String, String> set() {
        return settings.headers().set();
    }

    /** Whether a field of this name, in lower case, is one of the route's own or is not sent. */
    boolean isTaken(String name) {
        return taken.contains(name);
    }
}
