package dev.trestle.codec.thrift;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.Scratch;
import dev.trestle.bridge.UnaryCodec;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.codec.thrift.idl.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Calls one method. The sequence id of a call is its exchange id. */
final class ThriftCodec extends UnaryCodec {
    private static final int SPARE_BYTES = 64;

    private final ThriftProtocol protocol;
    private final String call;
    private final boolean oneway;
    private final byte[] name;
    private final byte[] multiplexedName;
    private final CallHead head;
    private final Arguments arguments;
    private final ResultReader results;
    private final ReplyMapping reply;

    ThriftCodec(ThriftProtocol protocol, ThriftCallSettings settings, Method method, Call compiled) {
        this.protocol = protocol;
        this.call = settings.service() + "." + method.name();
        this.oneway = method.style() == Method.Style.ONEWAY;
        String service = settings.multiplexed();
        String fullName = service == null ? method.name() : service + ":" + method.name();
        this.name = method.name().getBytes(StandardCharsets.UTF_8);
        this.multiplexedName = fullName.getBytes(StandardCharsets.UTF_8);
        int type = oneway ? ThriftProtocol.ONEWAY : ThriftProtocol.CALL;
        this.head = new CallHead(protocol.settings().protocol(), type, fullName);
        this.arguments = compiled.arguments();
        this.results = compiled.results();
        this.reply = compiled.reply();
    }

    /** What is compiled from a route besides its method. */
    record Call(Arguments arguments, ResultReader results, ReplyMapping reply) {}

    @Override
    public String call() {
        return call;
    }

    @Override
    public CodecNotes notes() {
        return new ThriftNotes(protocol, arguments, results);
    }

    @Override
    protected ByteBuf encode(RequestHead request, ByteBuf body, BridgeExchange exchange) {
        ExchangeInfo info = exchange.info();
        int sequenceId = (int) info.exchangeId();
        ByteBuf out = exchange.allocator().buffer(head.maxBytes() + body.readableBytes() + SPARE_BYTES);
        boolean givenAway = false;
        try {
            protocol.beginFrame(out, sequenceId, info.trace());
            head.write(out, sequenceId);
            arguments.write(new RequestValues(request, body, info), protocol.writer(out));
            int length = out.readableBytes();
            if (length > protocol.settings().maxFrameBytes().bytes()) {
                throw new FailureException(
                        Failure.BODY_TOO_LARGE,
                        "the call takes " + length + " bytes (expected: at most "
                                + protocol.settings().maxFrameBytes().bytes() + ")");
            }
            protocol.endFrame(out);
            givenAway = true;
            return out;
        } finally {
            if (!givenAway) {
                out.release();
            }
        }
    }

    @Override
    protected HttpReply decode(Frame frame, BridgeExchange exchange) {
        ByteBuf bytes = frame.bytes();
        Scratch scratch = Scratch.ofThread();
        int length = bytes.readableBytes();
        ThriftReader in = protocol.reader(scratch.copy(bytes, bytes.readerIndex(), length), 0, length);
        in.message();
        checkIsAnswer(in, exchange);
        if (in.messageType == ThriftProtocol.REPLY) {
            return results.read(in, scratch, exchange.allocator());
        }
        if (in.messageType == ThriftProtocol.EXCEPTION) {
            ApplicationError error = ApplicationError.read(in);
            if (error.leavesCallUnread()) {
                exchange.halfClose();
            }
            return reply.failed(error.rpcStatus(), error.fallback(), "the service answered " + error.rpcStatus());
        }
        throw ThriftReader.malformed("message type " + in.messageType + " (expected: 2 reply or 3 exception)");
    }

    /** An answer to something else means that the connection is out of step: it must not serve again. */
    private void checkIsAnswer(ThriftReader in, BridgeExchange exchange) {
        int expected = (int) exchange.info().exchangeId();
        if (in.sequenceId != expected) {
            exchange.halfClose();
            throw ThriftReader.malformed("sequence id " + in.sequenceId + " (expected: " + expected + ")");
        }
        if (!isName(in, name) && !isName(in, multiplexedName)) {
            exchange.halfClose();
            String found = in.in.toString(in.nameIndex, Math.min(in.nameLength, SPARE_BYTES), StandardCharsets.UTF_8);
            throw ThriftReader.malformed("it answers " + found + " (expected: " + call + ")");
        }
    }

    private static boolean isName(ThriftReader in, byte[] expected) {
        if (in.nameLength != expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (in.in.getByte(in.nameIndex + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    protected @Nullable HttpReply replyOnceSent() {
        return oneway ? reply.result(Unpooled.EMPTY_BUFFER, "ONEWAY") : null;
    }
}
