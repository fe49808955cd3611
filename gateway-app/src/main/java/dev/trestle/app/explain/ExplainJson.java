package dev.trestle.app.explain;

import dev.trestle.app.tap.AnnotatedFrame;
import dev.trestle.app.tap.FrameView;
import dev.trestle.runtime.DryReply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An explanation for programs: nothing is cut, bytes are hex. */
public final class ExplainJson {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ExplainJson() {}

    /** The text, indented. */
    public static String text(Explanation explanation) {
        JsonMapper mapper = new JsonMapper();
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(of(mapper, explanation));
    }

    private static ObjectNode of(JsonMapper mapper, Explanation explanation) {
        ObjectNode all = NODES.objectNode();
        all.put("method", explanation.question().method());
        all.put("target", explanation.question().target());
        all.set("route", mapper.valueToTree(explanation.route()));
        all.set("notMatched", mapper.valueToTree(explanation.near()));
        all.set("arguments", mapper.valueToTree(explanation.arguments()));
        AnnotatedFrame request = explanation.request();
        all.set("request", mapper.valueToTree(request == null ? null : FrameView.of(request)));
        all.set("answer", reply(explanation.answer()));
        Sent sent = explanation.sent();
        if (sent != null) {
            ObjectNode call = all.putObject("sent");
            call.put("endpoint", sent.endpoint());
            call.put("attempts", sent.attempts());
            call.put("micros", sent.totalMicros());
            call.set("requests", frames(mapper, sent.requests()));
            call.set("replies", frames(mapper, sent.replies()));
            call.set("response", reply(sent.reply()));
        }
        return all;
    }

    private static JsonNode frames(JsonMapper mapper, List<AnnotatedFrame> frames) {
        return mapper.valueToTree(frames.stream().map(FrameView::of).toList());
    }

    private static JsonNode reply(@Nullable DryReply reply) {
        if (reply == null) {
            return NODES.nullNode();
        }
        ObjectNode node = NODES.objectNode();
        node.put("status", reply.status());
        ObjectNode headers = node.putObject("headers");
        reply.headers().forEach(headers::put);
        node.put("body", new String(reply.body(), StandardCharsets.UTF_8));
        node.put("failure", reply.failure() == null ? null : reply.failure().code());
        node.put("rpcStatus", reply.rpcStatus());
        return node;
    }
}
