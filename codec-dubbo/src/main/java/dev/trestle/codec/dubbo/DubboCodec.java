package dev.trestle.codec.dubbo;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.Scratch;
import dev.trestle.bridge.UnaryCodec;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.codec.dubbo.hessian.ClassShapes;
import dev.trestle.codec.dubbo.hessian.HessianReader;
import dev.trestle.codec.dubbo.hessian.ThrownObject;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** One Dubbo call as a codec: the request becomes one frame, the response frame becomes the reply. Immutable. */
final class DubboCodec extends UnaryCodec {
    private static final int USUAL_REQUEST_BYTES = 512;
    private static final int OK = 20;
    private static final int WITH_EXCEPTION = 0;
    private static final int WITH_VALUE = 1;
    private static final int NULL_VALUE = 2;
    private static final int ATTACHMENTS = 3;

    private final boolean oneway;
    private final Call call;
    private final ClassShapes shapes;
    private final ReplyMapping reply;
    private final UnknownFields unknownFields;
    private final HessianReader.ClassKeys classKeys;

    DubboCodec(DubboCallSettings settings, Call call, ClassShapes shapes, CodecContext context) {
        this.oneway = settings.oneway();
        this.call = call;
        this.shapes = shapes;
        this.reply = context.reply().mapping();
        this.unknownFields = context.unknownFields();
        this.classKeys =
                call.invocation() == Invocation.GENERIC ? HessianReader.ClassKeys.DROP : HessianReader.ClassKeys.KEEP;
    }

    @Override
    public String call() {
        return call.text();
    }

    @Override
    public CodecNotes notes() {
        return new DubboNotes(call, shapes);
    }

    @Override
    protected ByteBuf encode(RequestHead head, ByteBuf body, BridgeExchange exchange) {
        ExchangeInfo info = exchange.info();
        RequestValues request = new RequestValues(head, body, info);
        ByteBuf out = exchange.allocator().buffer(USUAL_REQUEST_BYTES);
        try {
            out.writeShort(DubboProtocol.MAGIC)
                    .writeByte(DubboProtocol.REQUEST | DubboProtocol.HESSIAN2 | (oneway ? 0 : DubboProtocol.TWO_WAY))
                    .writeByte(0)
                    .writeLong(info.exchangeId())
                    .writeInt(0);
            call.write(out, request, exchange.timeLeft().toMillis());
            call.bound().report(request, unknownFields);
            request.errors().throwIfAny();
            out.setInt(12, out.writerIndex() - DubboProtocol.HEADER_BYTES);
            return out.retain();
        } finally {
            out.release();
        }
    }

    @Override
    protected @Nullable HttpReply replyOnceSent() {
        return oneway ? reply.result(Unpooled.EMPTY_BUFFER, "ONEWAY") : null;
    }

    @Override
    protected HttpReply decode(Frame frame, BridgeExchange exchange) {
        ByteBuf in = frame.bytes();
        int at = in.readerIndex();
        int status = in.getUnsignedByte(at + 3);
        if (status != OK) {
            DubboStatus known = DubboStatus.of(status);
            return reply.failed(known.word(), known.fallback(), known.detail());
        }
        int serialization = in.getUnsignedByte(at + 2) & 0x1f;
        if (serialization != DubboProtocol.HESSIAN2) {
            throw new FailureException(
                    Failure.DECODE_FAILED, "serialization " + serialization + " (expected: 2, hessian2)");
        }
        Scratch scratch = Scratch.ofThread();
        int bodyBytes = in.readableBytes() - DubboProtocol.HEADER_BYTES;
        ByteBuf body = scratch.copy(in, at + DubboProtocol.HEADER_BYTES, bodyBytes);
        return read(new HessianReader(body, 0, shapes, classKeys), scratch, exchange.allocator());
    }

    private HttpReply read(HessianReader reader, Scratch scratch, ByteBufAllocator allocator) {
        int type = reader.int32();
        int kind = type >= ATTACHMENTS ? type - ATTACHMENTS : type;
        ByteBuf out = scratch.output();
        JsonWriter json = new JsonWriter(out, reply.json());
        ThrownObject thrown = null;
        switch (kind) {
            case WITH_EXCEPTION -> thrown = reader.thrown(json);
            case WITH_VALUE -> reader.value(json);
            case NULL_VALUE -> json.nullValue();
            default -> throw new FailureException(Failure.DECODE_FAILED, "a response of type " + type);
        }
        if (type >= ATTACHMENTS) {
            reader.skip();
        }
        reader.end();
        return thrown == null
                ? reply.result(scratch.written(allocator), "OK")
                : reply.thrown(thrown.type(), thrown.message(), out);
    }
}
