package dev.trestle.codec.raw;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.BoundNames;
import dev.trestle.bridge.mapping.ReplyNames;
import dev.trestle.bridge.mapping.ReplyShape;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.mapping.WhenMissing;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.codec.raw.RawCallSettings.FieldValue;
import dev.trestle.codec.raw.RawCallSettings.PayloadSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The codec {@code raw}: framings, header fields and payloads by declaration. */
public final class RawCodecFactory implements BridgeCodecFactory<RawWireSettings, RawCallSettings> {
    /** For the service loader. */
    public RawCodecFactory() {}

    @Override
    public String name() {
        return "raw";
    }

    @Override
    public Class<RawWireSettings> wireSettings() {
        return RawWireSettings.class;
    }

    @Override
    public Class<RawCallSettings> callSettings() {
        return RawCallSettings.class;
    }

    @Override
    public WireProtocol newWireProtocol(RawWireSettings settings, ConfigFiles files, Problems problems) {
        return new RawProtocol(settings, problems);
    }

    @Override
    public BridgeCodec newCodec(RawCallSettings settings, CodecContext context) {
        RawProtocol protocol = (RawProtocol) context.wire();
        Problems problems = context.problems();
        byte[] template = protocol.header().template();
        List<RawCodec.BoundField> fields = new ArrayList<>();
        List<BindingSettings> bindings = new ArrayList<>();
        for (Map.Entry<String, FieldValue> entry : settings.header().entrySet()) {
            Problems at = problems.at("header").key(entry.getKey());
            Header.Slot slot = protocol.header().settable(entry.getKey(), at);
            String constant = entry.getValue().constant();
            if (slot != null && constant != null) {
                setConstant(template, slot, constant, at);
            } else if (slot != null) {
                BindingSettings binding = entry.getValue().binding();
                bindings.add(binding);
                fields.add(
                        new RawCodec.BoundField(slot, Binding.compile(binding, WhenMissing.ERROR, context.path(), at)));
                checkDefault(slot, binding, at);
            }
        }
        PayloadSettings written = settings.payload();
        Payload payload = Payload.compile(written, context.path(), problems.at("payload"));
        if (written != null && !(payload instanceof Payload.Body)) {
            bindings.add(Payload.chosen(written));
        }
        context.reply().check(new ReplyNames(Set.of(), protocol.header().shownValues(), Map.of(), ReplyShape.ANY));
        BoundNames names = BoundNames.of(bindings);
        RawCodec.Call call = new RawCodec.Call(
                name(settings),
                template,
                List.copyOf(fields),
                payload,
                payload instanceof Payload.Body ? names.withWholeBody() : names,
                context.unknownFields(),
                style(settings, protocol, problems));
        return new RawCodec(
                protocol, call, new Answer(settings.reply(), context.reply().mapping()));
    }

    /** A default that does not fit would be refused with every request, as if the client had sent it. */
    private static void checkDefault(Header.Slot slot, BindingSettings binding, Problems problems) {
        Value value = Binding.written(binding);
        if (value != null) {
            ArgumentErrors errors = new ArgumentErrors();
            slot.type().put(new byte[slot.type().width()], 0, value, errors);
            errors.reportTo(problems);
        }
    }

    private static void setConstant(byte[] template, Header.Slot slot, String constant, Problems problems) {
        try {
            byte[] value = slot.type().constant("", constant);
            System.arraycopy(value, 0, template, slot.offset(), value.length);
        } catch (SettingException wrong) {
            problems.add("", String.valueOf(wrong.getMessage()));
        }
    }

    private static RawCodec.Style style(RawCallSettings settings, RawProtocol protocol, Problems problems) {
        if (settings.halfClose() && protocol.maxExchangesPerConnection() > 1) {
            problems.add("halfClose", "true (expected: false, other exchanges share the connection)");
        }
        if (settings.oneway()) {
            return RawCodec.Style.ONE_WAY;
        }
        return settings.halfClose() ? RawCodec.Style.HALF_CLOSE : RawCodec.Style.REQUEST_REPLY;
    }

    /** What tells calls of one service apart: the constants they set. */
    private static String name(RawCallSettings settings) {
        StringBuilder name = new StringBuilder("raw");
        settings.header().forEach((field, value) -> {
            if (value.constant() != null) {
                name.append(name.length() == 3 ? ":" : ",")
                        .append(field)
                        .append('=')
                        .append(value.constant());
            }
        });
        return name.toString();
    }
}
