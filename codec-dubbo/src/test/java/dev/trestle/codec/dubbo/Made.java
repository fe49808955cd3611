package dev.trestle.codec.dubbo;

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
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import java.io.FileNotFoundException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A codec made from settings as the gateway makes it, or what is wrong with them. */
record Made(@Nullable WireProtocol wireOrNull, @Nullable BridgeCodec codecOrNull, List<String> problems) {
    private static final ConfigFiles NO_FILES = path -> {
        throw new FileNotFoundException(path);
    };

    static Made of(String wire, String call) {
        return of(wire, call, "{}", UnknownFields.IGNORE);
    }

    static Made of(String wire, String call, String reply, UnknownFields unknownFields) {
        SettingsNode root = Settings.of("{'wire':" + wire + ",'call':" + call + ",'reply':" + reply + "}");
        ProblemCollector problems = new ProblemCollector(root);
        SettingsNode.Mapping parts = (SettingsNode.Mapping) root;
        DubboCodecFactory factory = new DubboCodecFactory();
        DubboWireSettings wireSettings =
                RecordBinder.bind(factory.wireSettings(), parts.entries().get("wire"), problems.at("wire"));
        DubboCallSettings callSettings =
                RecordBinder.bind(factory.callSettings(), parts.entries().get("call"), problems.at("call"));
        ReplySettings replySettings =
                RecordBinder.bind(ReplySettings.class, parts.entries().get("reply"), problems.at("reply"));
        if (wireSettings == null || callSettings == null || replySettings == null) {
            return new Made(null, null, texts(problems));
        }
        WireProtocol protocol = factory.newWireProtocol(wireSettings, NO_FILES, problems.at("wire"));
        ReplyMapping mapping = ReplyMapping.compile(replySettings, problems.at("reply"));
        CodecContext context = new CodecContext(
                protocol,
                new PathNames(List.of("id")),
                new CodecContext.Reply(mapping, problems.at("reply")),
                unknownFields,
                NO_FILES,
                problems.at("call"));
        return new Made(protocol, factory.newCodec(callSettings, context), texts(problems));
    }

    WireProtocol wire() {
        check();
        return java.util.Objects.requireNonNull(wireOrNull);
    }

    BridgeCodec codec() {
        check();
        return java.util.Objects.requireNonNull(codecOrNull);
    }

    private void check() {
        if (!problems.isEmpty()) {
            throw new AssertionError(problems);
        }
    }

    private static List<String> texts(ProblemCollector problems) {
        return problems.list().stream().map(Made::text).toList();
    }

    private static String text(Problem problem) {
        return problem.path() + ": " + problem.detail();
    }
}
