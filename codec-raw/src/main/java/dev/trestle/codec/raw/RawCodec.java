package dev.trestle.codec.raw;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.UnaryCodec;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BoundNames;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.Value;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of a raw service. */
final class RawCodec extends UnaryCodec {
    private final RawProtocol protocol;
    private final Call call;
    private final Answer answer;

    /** A header field that a request sets. */
    record BoundField(Header.Slot slot, Binding binding) {}

    /** What happens around the request frame. */
    enum Style {
        REQUEST_REPLY,
        HALF_CLOSE,
        ONE_WAY
    }

    /**
     * The request half of a call, compiled.
     *
     * @param template the header with every constant in it
     * @param fields the header fields that requests set
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Call(
            String name,
            byte[] template,
            List<BoundField> fields,
            Payload payload,
            BoundNames names,
            UnknownFields unknownFields,
            Style style) {}

    RawCodec(RawProtocol protocol, Call call, Answer answer) {
        this.protocol = protocol;
        this.call = call;
        this.answer = answer;
    }

    @Override
    public String call() {
        return call.name();
    }

    @Override
    public CodecNotes notes() {
        return new RawNotes(protocol, call);
    }

    @Override
    protected @Nullable ByteBuf encode(RequestHead head, ByteBuf body, BridgeExchange exchange) {
        RequestValues request = new RequestValues(head, body, exchange.info());
        byte[] header = header(request, exchange);
        ByteBuf payload = call.payload().write(request, exchange.allocator());
        try {
            call.names().report(request, call.unknownFields());
            request.errors().throwIfAny();
            payload.retain();
        } finally {
            payload.release();
        }
        ByteBuf frame = protocol.framing().encode(exchange.allocator(), header, payload);
        if (call.style() != Style.HALF_CLOSE) {
            return frame;
        }
        exchange.send(frame);
        exchange.halfClose();
        return null;
    }

    private byte[] header(RequestValues request, BridgeExchange exchange) {
        byte[] header = call.template().clone();
        for (BoundField field : call.fields()) {
            Value value = field.binding().resolve(request);
            if (value.kind() != Value.Kind.ABSENT) {
                field.slot().type().put(header, field.slot().offset(), value, request.errors());
            }
        }
        Header.Slot correlation = protocol.header().correlation();
        if (correlation != null) {
            correlation
                    .type()
                    .putInteger(header, correlation.offset(), exchange.info().exchangeId());
        }
        return header;
    }

    @Override
    protected HttpReply decode(Frame frame, BridgeExchange exchange) {
        ByteBuf bytes = frame.bytes();
        ByteBuf header = protocol.header().json(bytes, protocol.framing(), exchange.allocator());
        try {
            return answer.reply(protocol.framing().payload(bytes, exchange.allocator()), header);
        } finally {
            if (header != null) {
                header.release();
            }
        }
    }

    @Override
    protected @Nullable HttpReply replyOnceSent() {
        return call.style() == Style.ONE_WAY ? answer.nothing() : null;
    }
}
