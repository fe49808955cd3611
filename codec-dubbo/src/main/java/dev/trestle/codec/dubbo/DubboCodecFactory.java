package dev.trestle.codec.dubbo;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.mapping.ReplyNames;
import dev.trestle.bridge.mapping.ReplyShape;
import dev.trestle.bridge.settings.Problems;
import java.util.Map;

/** Makes Dubbo wires and calls: {@code dubbo}. */
public final class DubboCodecFactory implements BridgeCodecFactory<DubboWireSettings, DubboCallSettings> {
    /** For ServiceLoader. */
    public DubboCodecFactory() {}

    @Override
    public String name() {
        return "dubbo";
    }

    @Override
    public Class<DubboWireSettings> wireSettings() {
        return DubboWireSettings.class;
    }

    @Override
    public Class<DubboCallSettings> callSettings() {
        return DubboCallSettings.class;
    }

    @Override
    public WireProtocol newWireProtocol(DubboWireSettings settings, ConfigFiles files, Problems problems) {
        return new DubboProtocol(settings, new JavaTypes(settings.types(), problems.at("types")));
    }

    @Override
    public BridgeCodec newCodec(DubboCallSettings settings, CodecContext context) {
        settings.check(context.problems());
        DubboProtocol protocol = (DubboProtocol) context.wire();
        TypeCompiler types = new TypeCompiler(protocol.types(), context.unknownFields(), settings.invocation());
        Call call = new Call(settings, types, context);
        ReplyShape result = settings.oneway() ? ReplyShape.LEAF : ReplyShape.ANY;
        context.reply().check(new ReplyNames(DubboStatus.words(), Map.of(), null, result));
        return new DubboCodec(settings, call, protocol.shapes(), context);
    }
}
