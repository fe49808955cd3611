package dev.trestle.codec.http;

import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.http.TraceContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the head of one request (RFC 9112 section 3), but for the fields that say how its body ends. */
final class RequestHeadText {
    private static final int USUAL_CHARS = 512;

    private final HttpCall call;
    private final HttpWireSettings wire;
    private final StringBuilder out = new StringBuilder(USUAL_CHARS);

    private RequestHeadText(HttpCall call, HttpWireSettings wire) {
        this.call = call;
        this.wire = wire;
    }

    /** The head, without the empty line that ends it. */
    static StringBuilder of(HttpCall call, HttpWireSettings wire, RequestHead head, ExchangeInfo info) {
        RequestHeadText text = new RequestHeadText(call, wire);
        text.line(head);
        text.host(head.headers(), info);
        text.client(head.headers(), info.trace());
        text.forwarded(head.headers(), info);
        text.via(head.headers());
        text.own("x-request-id", info.requestId());
        TraceContext trace = info.trace();
        if (trace != null) {
            trace.forEachField(text::own);
        }
        call.set().forEach(text::field);
        return text.out;
    }

    private void line(RequestHead head) {
        String method = call.method(head);
        String path = call.path(head);
        if (!Text.isToken(method) || method.equals("CONNECT")) {
            throw refused("the method cannot be passed on");
        }
        boolean shaped = path.startsWith("/") || path.equals("*") && method.equals("OPTIONS");
        if (!shaped || !Text.isTarget(path) || !Text.isTarget(head.query())) {
            throw refused("the path cannot be passed on");
        }
        if (DotSegments.in(path)) {
            throw refused("the path has segments of dots (expected: the path that they lead to)");
        }
        out.append(method).append(' ').append(path);
        if (!head.query().isEmpty()) {
            out.append('?').append(head.query());
        }
        out.append(" HTTP/1.1\r\n");
    }

    private void host(Headers client, ExchangeInfo info) {
        String asked = client.get("host");
        String fixed = call.host() != null ? call.host() : wire.host();
        field("host", fixed != null ? fixed : asked == null || asked.isEmpty() ? info.cluster() : asked);
    }

    private void client(Headers client, @Nullable TraceContext trace) {
        List<String> named = Fields.namedByConnection(client);
        client.forEach((name, value) -> {
            String lower = Fields.lower(name);
            boolean replaced = trace != null && TraceContext.isField(lower);
            if (!named.contains(lower) && isPassed(lower) && !replaced) {
                field(name, value);
            }
        });
        // HTTP/2 may split what HTTP/1.1 has to say in one field (RFC 9113 section 8.2.3).
        List<String> cookies = client.all("cookie");
        if (!cookies.isEmpty() && !named.contains("cookie") && !call.isTaken("cookie")) {
            field("cookie", String.join("; ", cookies));
        }
    }

    private boolean isPassed(String name) {
        boolean own = name.equals("host")
                || name.equals("cookie")
                || name.equals("x-request-id")
                || name.equals("via") && wire.via() != null;
        return !own && !Fields.isOfOneConnection(name) && !call.isTaken(name) && !isReplaced(name);
    }

    private boolean isReplaced(String name) {
        return switch (wire.forwarded()) {
            case REPLACE -> name.equals("forwarded") || name.startsWith("x-forwarded-");
            case APPEND -> name.equals("x-forwarded-for");
            case NONE -> false;
        };
    }

    private void forwarded(Headers client, ExchangeInfo info) {
        HttpWireSettings.Forwarded mode = wire.forwarded();
        if (mode == HttpWireSettings.Forwarded.NONE) {
            return;
        }
        boolean replace = mode == HttpWireSettings.Forwarded.REPLACE;
        String before = replace ? "" : String.join(", ", client.all("x-forwarded-for"));
        String address = address(info.peer());
        own("x-forwarded-for", before.isEmpty() ? address : before + ", " + address);
        if (replace || client.get("x-forwarded-proto") == null) {
            own("x-forwarded-proto", info.scheme());
        }
        String asked = client.get("host");
        if (asked != null && !asked.isEmpty() && (replace || client.get("x-forwarded-host") == null)) {
            own("x-forwarded-host", asked);
        }
    }

    /** A field of the gateway's, unless the route has decided about it. */
    private void own(String name, String value) {
        if (!call.isTaken(name)) {
            field(name, value);
        }
    }

    /** Of {@code host:port} the host. */
    private static String address(String peer) {
        int colon = peer.lastIndexOf(':');
        return colon < 0 ? peer : peer.substring(0, colon);
    }

    private void via(Headers client) {
        String name = wire.via();
        if (name != null) {
            String before = String.join(", ", client.all("via"));
            own("via", (before.isEmpty() ? "" : before + ", ") + "1.1 " + name);
        }
    }

    private void field(String name, String value) {
        if (!Text.isToken(name) || !Text.isFieldValue(value)) {
            throw refused("a field of the request cannot be passed on");
        }
        out.append(name).append(": ").append(value).append("\r\n");
    }

    private static FailureException refused(String why) {
        return new FailureException(Failure.BAD_REQUEST, why);
    }
}
