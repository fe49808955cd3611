package dev.trestle.testkit;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings written in a test as JSON, in which single quotes may stand for double ones, and codecs made from them the way the
 * gateway makes them: bound, checked, compiled.
 */
public final class JsonSettings {
    private static final ConfigFiles NO_FILES = path -> {
        throw new NoSuchFileException(path);
    };

    private JsonSettings() {}

    /** The tree of {@code json}. */
    public static SettingsNode node(String json) {
        byte[] text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return node(JsonDocument.parse(text, JsonLimits.DEFAULT), 0);
    }

    /** The record that {@code json} is; fails with all problems if it is none. */
    public static <R extends Record> R bind(Class<R> type, String json) {
        SettingsNode node = node(json);
        ProblemCollector problems = new ProblemCollector(node);
        R bound = RecordBinder.bind(type, node, problems);
        if (bound == null || problems.any()) {
            throw new AssertionError(problems.list().toString());
        }
        return bound;
    }

    /** The wire protocol of {@code wire}; fails with all problems if there are any. */
    public static <W extends Record> WireProtocol wire(BridgeCodecFactory<W, ?> factory, String wire) {
        ProblemCollector problems = new ProblemCollector(node(wire));
        WireProtocol protocol = factory.newWireProtocol(bind(factory.wireSettings(), wire), NO_FILES, problems);
        if (problems.any()) {
            throw new AssertionError(problems.list().toString());
        }
        return protocol;
    }

    /** The codec of a route with these {@code wire}, call and {@code reply} settings; fails with all problems if there are any. */
    public static <W extends Record, C extends Record> BridgeCodec codec(
            BridgeCodecFactory<W, C> factory, String wire, String call, String reply) {
        ProblemCollector problems = new ProblemCollector(node(call));
        BridgeCodec codec =
                factory.newCodec(bind(factory.callSettings(), call), context(wire(factory, wire), reply, problems));
        if (problems.any()) {
            throw new AssertionError(problems.list().toString());
        }
        return codec;
    }

    /** Every problem of these wire settings, as {@code path: detail}. */
    public static <W extends Record> List<String> wireProblems(BridgeCodecFactory<W, ?> factory, String wire) {
        SettingsNode node = node(wire);
        ProblemCollector problems = new ProblemCollector(node);
        W bound = RecordBinder.bind(factory.wireSettings(), node, problems);
        if (bound != null) {
            factory.newWireProtocol(bound, NO_FILES, problems);
        }
        return shown(problems);
    }

    /** Every problem of these call settings, on a cluster with these wire settings, as {@code path: detail}. */
    public static <W extends Record, C extends Record> List<String> callProblems(
            BridgeCodecFactory<W, C> factory, String wire, String call) {
        SettingsNode node = node(call);
        ProblemCollector problems = new ProblemCollector(node);
        C bound = RecordBinder.bind(factory.callSettings(), node, problems);
        if (bound != null) {
            factory.newCodec(bound, context(wire(factory, wire), "{}", problems));
        }
        return shown(problems);
    }

    /** Every problem of this reply section, on a route with these wire and call settings, as {@code reply.path: detail}. */
    public static <W extends Record, C extends Record> List<String> replyProblems(
            BridgeCodecFactory<W, C> factory, String wire, String call, String reply) {
        ProblemCollector problems = new ProblemCollector(node("{'reply': " + reply + "}"));
        factory.newCodec(bind(factory.callSettings(), call), context(wire(factory, wire), reply, problems));
        return shown(problems);
    }

    private static CodecContext context(WireProtocol wire, String reply, Problems problems) {
        ReplyMapping mapping = ReplyMapping.compile(bind(ReplySettings.class, reply), problems);
        CodecContext.Reply compiled = new CodecContext.Reply(mapping, problems.at("reply"));
        return new CodecContext(wire, PathNames.ANY, compiled, UnknownFields.REJECT, NO_FILES, problems);
    }

    private static List<String> shown(ProblemCollector problems) {
        return problems.list().stream()
                .map(problem -> problem.path() + ": " + problem.detail())
                .toList();
    }

    private static SettingsNode node(JsonDocument json, int node) {
        return switch (json.kind(node)) {
            case OBJECT -> {
                Map<String, SettingsNode> entries = new LinkedHashMap<>();
                Map<String, Position> keys = new LinkedHashMap<>();
                for (int child = json.firstChild(node); child >= 0; child = json.nextSibling(child)) {
                    entries.put(json.name(child), node(json, child));
                    keys.put(json.name(child), Position.NONE);
                }
                yield new SettingsNode.Mapping(Position.NONE, entries, keys);
            }
            case ARRAY -> {
                List<SettingsNode> items = new ArrayList<>();
                for (int child = json.firstChild(node); child >= 0; child = json.nextSibling(child)) {
                    items.add(node(json, child));
                }
                yield new SettingsNode.Sequence(Position.NONE, items);
            }
            case STRING -> scalar(json.text(node), SettingsNode.ScalarKind.STRING);
            case BOOLEAN -> scalar(json.text(node), SettingsNode.ScalarKind.BOOLEAN);
            case NULL -> scalar("", SettingsNode.ScalarKind.NULL);
            case NUMBER ->
                scalar(
                        json.text(node),
                        json.text(node).matches("-?\\d+")
                                ? SettingsNode.ScalarKind.INTEGER
                                : SettingsNode.ScalarKind.DECIMAL);
        };
    }

    private static SettingsNode scalar(String text, SettingsNode.ScalarKind kind) {
        return new SettingsNode.Scalar(Position.NONE, text, kind, false);
    }
}
