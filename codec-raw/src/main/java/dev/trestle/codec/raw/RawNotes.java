package dev.trestle.codec.raw;

import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.RequestValues;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the frames of one call are made of: header fields, what the framing adds, the payload. */
record RawNotes(RawProtocol protocol, RawCodec.Call call) implements CodecNotes {
    @Override
    public void arguments(RequestValues request, ArgumentNotes notes) {
        for (Header.Slot slot : protocol.header().slots()) {
            String name = "header." + slot.name();
            Binding binding = binding(slot);
            if (binding != null) {
                binding.explain(name, slot.type().shown(), request, notes);
            } else if (isCorrelation(slot)) {
                notes.argument(name, slot.type().shown(), "the gateway", "the exchange's id");
            } else {
                String value = slot.type().shown(Unpooled.wrappedBuffer(call.template()), slot.offset());
                notes.argument(name, slot.type().shown(), "const", value);
            }
        }
        call.payload().explain(request, notes);
    }

    private @Nullable Binding binding(Header.Slot slot) {
        return call.fields().stream()
                .filter(field -> field.slot().name().equals(slot.name()))
                .map(RawCodec.BoundField::binding)
                .findFirst()
                .orElse(null);
    }

    private boolean isCorrelation(Header.Slot slot) {
        Header.Slot correlation = protocol.header().correlation();
        return correlation != null && correlation.name().equals(slot.name());
    }

    @Override
    public void request(ByteBuf frame, FrameNotes notes) {
        describe(frame, notes);
    }

    @Override
    public void reply(ByteBuf frame, FrameNotes notes) {
        describe(frame, notes);
    }

    private void describe(ByteBuf frame, FrameNotes notes) {
        Framing framing = protocol.framing();
        protocol.header().describe(frame, framing, notes);
        framing.describe(frame, notes);
        ByteBuf payload = framing.payload(frame, UnpooledByteBufAllocator.DEFAULT);
        try {
            int length = framing.payloadBytes(frame, payload.readableBytes());
            if (length > 0) {
                notes.note(framing.payloadStart(frame), length, "payload", payload.toString(StandardCharsets.UTF_8));
            }
        } finally {
            payload.release();
        }
    }
}
