package dev.trestle.wasm.codec;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.testkit.JsonSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Codecs made of the modules that are shipped as examples, as the gateway makes them. */
final class Rig {
    private static final Path EXAMPLES = Path.of("../examples/wasm");
    private static final ConfigFiles FILES = Rig::read;

    /** Shared by the tests: it compiles a module once. */
    static final WasmCodecFactory FACTORY = new WasmCodecFactory();

    /** The module cuts frames, and connections are shared. */
    static final String LEDGER = """
            {'module': 'ledger.wasm', 'frames': 'module', 'exchangesPerConnection': 1024, 'maxFrameBytes': '1MiB',
             'heartbeat': {'interval': '15s', 'timeout': '5s'}}
            """;

    /** Exchanges see the bytes as they come. */
    static final String LEDGER_ALONE = "{'module': 'ledger.wasm', 'maxFrameBytes': '1MiB'}";

    static final String BALANCE = "{'configuration': {'operation': 210, 'variable': 'iban'}}";

    private Rig() {}

    static WireProtocol wire(String wire) {
        return wire(FACTORY, wire, FILES);
    }

    static WireProtocol wire(WasmCodecFactory factory, String wire, ConfigFiles files) {
        ProblemCollector problems = new ProblemCollector(JsonSettings.node(wire));
        WireProtocol protocol =
                factory.newWireProtocol(JsonSettings.bind(WasmWireSettings.class, wire), files, problems);
        return good(protocol, problems);
    }

    static BridgeCodec codec(String wire, String call) {
        return codec(FACTORY, wire(wire), call);
    }

    static BridgeCodec codec(WasmCodecFactory factory, WireProtocol wire, String call) {
        ProblemCollector problems = new ProblemCollector(JsonSettings.node(call));
        BridgeCodec codec = factory.newCodec(JsonSettings.bind(WasmCallSettings.class, call), context(wire, problems));
        return good(codec, problems);
    }

    /** What is wrong with a route's reply section. */
    static List<String> replyProblems(String reply) {
        ProblemCollector problems = new ProblemCollector(JsonSettings.node("{'reply': " + reply + "}"));
        ReplyMapping mapping = ReplyMapping.compile(JsonSettings.bind(ReplySettings.class, reply), problems);
        CodecContext.Reply compiled = new CodecContext.Reply(mapping, problems.at("reply"));
        WasmCallSettings call = JsonSettings.bind(WasmCallSettings.class, BALANCE);
        var unused = FACTORY.newCodec(
                call, new CodecContext(wire(LEDGER), PathNames.ANY, compiled, UnknownFields.REJECT, FILES, problems));
        return shown(problems);
    }

    /** What is wrong with a cluster's settings. */
    static List<String> wireProblems(String wire) {
        ProblemCollector problems = new ProblemCollector(JsonSettings.node(wire));
        var unused = FACTORY.newWireProtocol(JsonSettings.bind(WasmWireSettings.class, wire), FILES, problems);
        return shown(problems);
    }

    private static CodecContext context(WireProtocol wire, ProblemCollector problems) {
        ReplyMapping reply = ReplyMapping.compile(ReplySettings.defaults(), problems);
        CodecContext.Reply compiled = new CodecContext.Reply(reply, problems);
        return new CodecContext(wire, PathNames.ANY, compiled, UnknownFields.REJECT, FILES, problems);
    }

    private static <T> T good(T made, ProblemCollector problems) {
        if (problems.any()) {
            throw new AssertionError(shown(problems).toString());
        }
        return made;
    }

    private static List<String> shown(ProblemCollector problems) {
        return problems.list().stream()
                .map((Problem problem) -> problem.path() + ": " + problem.detail())
                .toList();
    }

    /** Large modules are kept packed. */
    private static byte[] read(String path) throws IOException {
        Path packed = EXAMPLES.resolve(path + ".gz");
        if (!Files.exists(packed)) {
            return Files.readAllBytes(EXAMPLES.resolve(path));
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    /** A frame of the ledger. */
    static byte[] frame(long correlation, int operation, int status, String payload) {
        byte[] text = payload.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(16 + text.length)
                .putInt(12 + text.length)
                .putLong(correlation)
                .putShort((short) operation)
                .putShort((short) status)
                .put(text)
                .array();
    }
}
