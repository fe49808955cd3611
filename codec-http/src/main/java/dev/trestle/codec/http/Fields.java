package dev.trestle.codec.http;

import dev.trestle.bridge.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which fields are passed on, and which are not (RFC 9110 section 7.6.1). Names are compared without case. */
final class Fields {
    /** About one connection, or about the form of one message on it. */
    private static final Set<String> OF_ONE_CONNECTION = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            "content-length",
            "expect");

    /** What may not come after the body (RFC 9110 section 6.5.1): framing, routing, authentication, how to read the
     * body; and what the gateway says of the client: services that merge trailers would believe the client. */
    private static final Set<String> NEVER_TRAILERS = Set.of(
            "age",
            "authorization",
            "cache-control",
            "content-encoding",
            "content-range",
            "content-type",
            "cookie",
            "date",
            "expires",
            "forwarded",
            "host",
            "location",
            "max-forwards",
            "pragma",
            "range",
            "retry-after",
            "set-cookie",
            "trailer",
            "vary",
            "via",
            "warning",
            "www-authenticate",
            "x-request-id");

    private Fields() {}

    /** Whether a field is never passed on. Those that Netty makes of HTTP/2's pseudo-headers are not the client's. */
    static boolean isOfOneConnection(String name) {
        String lower = lower(name);
        return OF_ONE_CONNECTION.contains(lower) || lower.startsWith("x-http2-");
    }

    /** Whether a field may be passed on as a trailer. */
    static boolean mayBeTrailer(String name) {
        String lower = lower(name);
        return !isOfOneConnection(name) && !NEVER_TRAILERS.contains(lower) && !lower.startsWith("x-forwarded-");
    }

    /** The names of fields that the sender has said to be of its connection, in lower case; mostly none. */
    static List<String> namedByConnection(Headers headers) {
        return members(headers.all("connection"));
    }

    /** The members of a list that may be spread over several fields, in lower case and without empty ones. */
    static List<String> members(List<String> values) {
        if (values.isEmpty()) {
            return List.of();
        }
        List<String> members = new ArrayList<>();
        for (String value : values) {
            for (String member : value.split(",", -1)) {
                String name = lower(Text.trim(member));
                if (!name.isEmpty()) {
                    members.add(name);
                }
            }
        }
        return members;
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
