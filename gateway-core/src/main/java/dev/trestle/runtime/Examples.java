package dev.trestle.runtime;

import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.SettingsJson;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.ExampleConfig;
import dev.trestle.config.GatewayConfig;
import dev.trestle.route.Match;
import dev.trestle.route.Route;
import dev.trestle.route.RouteRequest;
import dev.trestle.route.RouteTable;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the examples of routes without a connection, and reports what comes out otherwise than written. Slow side, one thread. */
final class Examples {
    private static final int SHOWN_CHARS = 200;

    private final RouteTable table;

    private Examples(RouteTable table) {
        this.table = table;
    }

    /** Of a configuration without problems, and its routes in the order written. */
    static void run(GatewayConfig config, List<Route> routes, Problems problems) {
        Examples examples = new Examples(RouteTable.build(routes, new ArrayList<>()));
        for (int i = 0; i < routes.size(); i++) {
            List<ExampleConfig> written = config.routes().get(i).examples();
            for (int j = 0; j < written.size(); j++) {
                examples.run(routes.get(i), written.get(j), problems.at("routes[" + i + "].examples[" + j + "]"));
            }
        }
    }

    private void run(Route route, ExampleConfig example, Problems at) {
        ExampleConfig.Request request = example.request();
        RouteRequest routed = routed(route, request);
        Match match = table.match(routed);
        if (!(match instanceof Match.Found found) || !found.route().id().equals(route.id())) {
            String instead = match instanceof Match.Found other
                    ? "route " + other.route().id()
                    : "no route";
            at.add("request.path", request.path() + " is served by " + instead + " (expected: this one)");
            return;
        }
        byte[] body = bytes(request.body());
        RequestHead head =
                new RequestHead(routed.method(), routed.path(), routed.query(), routed.headers(), found.variables());
        arguments(route, head, body, example.arguments(), at.at("arguments"));
        try (DryCall call = DryCall.of(route, head, body)) {
            outcome(call, example, at);
        }
    }

    private static void outcome(DryCall call, ExampleConfig example, Problems at) {
        if (example.sent() != null) {
            String sent = HexFormat.of().formatHex(call.sent());
            if (!sent.equals(hex(example.sent()))) {
                int same = Arrays.mismatch(
                        sent.getBytes(StandardCharsets.US_ASCII),
                        hex(example.sent()).getBytes(StandardCharsets.US_ASCII));
                // Not the bytes: a secret of the configuration may be among them, and nobody would know it in hex.
                at.add(
                        "sent",
                        "the service gets " + sent.length() / 2 + " bytes, other ones from byte " + same / 2
                                + " on (expected: as written; trestle explain shows them)");
            }
        }
        if (call.reply() == null && example.reply() != null) {
            call.receive(HexFormat.of().parseHex(hex(example.reply())));
        }
        DryReply reply = call.reply();
        if (example.response() != null && reply == null) {
            at.add("response", "nothing answers (expected: reply, what the service answers)");
        } else if (example.response() != null && reply != null) {
            response(example.response(), reply, at.at("response"));
        } else if (reply != null && reply.status() >= 400) {
            // The call was expected, and it was not made, or came to nothing.
            at.add("", "the client gets " + reply.status() + " " + shown(text(reply.body())) + " (expected: a call)");
        }
    }

    private static RouteRequest routed(Route route, ExampleConfig.Request request) {
        String method =
                request.method() != null ? request.method() : route.pattern().method();
        int mark = request.path().indexOf('?');
        String path = mark < 0 ? request.path() : request.path().substring(0, mark);
        String query = mark < 0 ? "" : request.path().substring(mark + 1);
        Map<String, String> named = new LinkedHashMap<>(request.headers());
        boolean hasType = named.keySet().stream().anyMatch(name -> name.equalsIgnoreCase("content-type"));
        if (request.body() != null && !hasType && !isText(request.body())) {
            named.put("Content-Type", "application/json");
        }
        List<String> fields = new ArrayList<>();
        named.forEach((name, value) -> fields.addAll(List.of(name, value)));
        Headers headers = Headers.of(fields.toArray(String[]::new));
        String host = headers.get("host");
        return new RouteRequest(
                method == null ? "GET" : method, host == null ? host(route) : host, path, query, headers);
    }

    /** A host that the route serves. */
    private static String host(Route route) {
        String host = route.pattern().host();
        return host == null ? "" : host.replace("*.", "any.");
    }

    private static void arguments(
            Route route, RequestHead head, byte[] body, Map<String, String> expected, Problems at) {
        if (expected.isEmpty()) {
            return;
        }
        Map<String, String> known = new LinkedHashMap<>();
        try {
            route.codec()
                    .notes()
                    .arguments(
                            new RequestValues(head, Unpooled.wrappedBuffer(body), () -> "(the request's id)"),
                            (name, type, source, value) -> known.put(name, value));
        } catch (FailureException unreadable) {
            at.add("", "the request is refused: " + unreadable.detail());
            return;
        }
        expected.forEach((name, value) -> {
            String real = known.get(name);
            if (real == null) {
                at.key(name).add("", "no such argument (" + NearMiss.hint(name, known.keySet()) + ")");
            } else if (!real.equals(value)) {
                at.key(name).add("", value + " (the call has " + real + ")");
            }
        });
    }

    private static void response(ExampleConfig.Response expected, DryReply reply, Problems at) {
        if (reply.status() != expected.status()) {
            at.add(
                    "status",
                    expected.status() + " (the client gets " + reply.status() + " " + shown(text(reply.body())) + ")");
            return;
        }
        expected.headers().forEach((name, value) -> {
            String real = reply.headers().get(name);
            if (!value.equals(real)) {
                at.at("headers").key(name).add("", value + " (the client gets " + (real == null ? "none" : real) + ")");
            }
        });
        if (expected.body() != null) {
            ExampleBody.compare(expected.body(), reply.body(), at.at("body"));
        }
    }

    private static boolean isText(SettingsNode body) {
        return body instanceof SettingsNode.Scalar scalar && scalar.kind() == SettingsNode.ScalarKind.STRING;
    }

    private static byte[] bytes(@Nullable SettingsNode body) {
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof SettingsNode.Scalar scalar && isText(body)) {
            return scalar.text().getBytes(StandardCharsets.UTF_8);
        }
        ByteBuf json = SettingsJson.of(body);
        return ByteBufUtil.getBytes(json);
    }

    private static String hex(String written) {
        return written.replaceAll("\\s", "").toLowerCase(java.util.Locale.ROOT);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static String shown(String text) {
        return text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "...";
    }
}
