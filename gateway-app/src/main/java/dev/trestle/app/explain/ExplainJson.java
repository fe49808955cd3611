package dev.trestle.app.explain;

import dev.trestle.runtime.DryReply;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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
        all.set("request", frame(explanation.request()));
        all.set("answer", reply(explanation.answer()));
        Sent sent = explanation.sent();
        if (sent != null) {
            ObjectNode call = all.putObject("sent");
            call.put("endpoint", sent.endpoint());
            call.put("attempts", sent.attempts());
            call.put("micros", sent.totalMicros());
            call.set("requests", frames(sent.requests()));
            call.set("replies", frames(sent.replies()));
            call.set("response", reply(sent.reply()));
        }
        return all;
    }

    private static ArrayNode frames(List<AnnotatedFrame> frames) {
        ArrayNode all = NODES.arrayNode();
        frames.forEach(each -> all.add(frame(each)));
        return all;
    }

    private static tools.jackson.databind.JsonNode frame(@Nullable AnnotatedFrame frame) {
        if (frame == null) {
            return NODES.nullNode();
        }
        ObjectNode node = NODES.objectNode();
        node.put("length", frame.bytes().length);
        node.put("hex", HexFormat.of().formatHex(frame.bytes()));
        ArrayNode notes = node.putArray("notes");
        for (AnnotatedFrame.Note each : frame.notes()) {
            notes.addObject()
                    .put("offset", each.offset())
                    .put("length", each.length())
                    .put("what", each.what())
                    .put("value", each.value());
        }
        return node;
    }

    private static tools.jackson.databind.JsonNode reply(@Nullable DryReply reply) {
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
