package dev.trestle.testkit;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Function;

/** One byte of length, one of exchange id, then text: the smallest protocol that can be right or wrong. */
record ToyProtocol(Flaw flaw) implements WireProtocol {
    /** What a wire or bridge gets wrong. */
    enum Flaw {
        NONE,
        MOVES_INDEX,
        ASKS_TOO_MUCH,
        THROWS,
        WAITS_AT_END,
        RESCANS,
        LEAKS,
        KEEPS_WITHOUT_RETAIN,
        SHORT_REPLY_IS_FINE
    }

    @Override
    public int maxExchangesPerConnection() {
        return 1;
    }

    @Override
    public Wire newWire() {
        return new ToyWire(flaw);
    }

    BridgeCodec codec() {
        return new ToyCodec(exchange -> new ToyBridge(flaw, exchange));
    }

    private record ToyWire(Flaw flaw) implements Wire {
        @Override
        public FrameScan scan(ByteBuf in) {
            if (in.readableBytes() < 4) {
                return new FrameScan.Incomplete(flaw == Flaw.ASKS_TOO_MUCH ? 9 : 1);
            }
            int length = in.getInt(in.readerIndex());
            if (length < 4 || length > 1 << 20) {
                if (flaw == Flaw.THROWS) {
                    throw new IndexOutOfBoundsException(length);
                }
                return new FrameScan.Malformed("length: " + length + " (expected: 4..1048576)");
            }
            if (flaw == Flaw.MOVES_INDEX) {
                in.skipBytes(1);
            }
            if (flaw == Flaw.RESCANS) {
                in.forEachByte(b -> b != 0x7f);
            }
            int missing = length - in.readableBytes();
            if (missing <= 0) {
                return new FrameScan.Whole(length, 0);
            }
            return new FrameScan.Incomplete(flaw == Flaw.RESCANS ? 1 : missing);
        }

        @Override
        public FrameScan scanAtEnd(ByteBuf in) {
            return flaw == Flaw.WAITS_AT_END ? scan(in) : Wire.super.scanAtEnd(in);
        }
    }

    private record ToyCodec(Function<BridgeExchange, Bridge> bridges) implements BridgeCodec {
        @Override
        public BodyMode requestBody() {
            return BodyMode.WHOLE;
        }

        @Override
        public String call() {
            return "toy";
        }

        @Override
        public Bridge newBridge(BridgeExchange exchange) {
            return bridges.apply(exchange);
        }
    }

    private static final class ToyBridge implements Bridge {
        private final Flaw flaw;
        private final BridgeExchange exchange;
        private ByteBuf body = Unpooled.EMPTY_BUFFER;

        ToyBridge(Flaw flaw, BridgeExchange exchange) {
            this.flaw = flaw;
            this.exchange = exchange;
        }

        @Override
        public void encodeHeaders(RequestHead head) {
            if (head.query().equals("refuse")) {
                throw new FailureException(Failure.BAD_REQUEST, "refused");
            }
        }

        @Override
        public void encodeData(ByteBuf data) {
            body = flaw == Flaw.KEEPS_WITHOUT_RETAIN ? data : data.retain();
        }

        @Override
        public void encodeEnd(Headers trailers) {
            ByteBuf out = exchange.allocator().buffer();
            exchange.send(
                    out.writeInt(4 + body.readableBytes()).writeBytes(body, body.readerIndex(), body.readableBytes()));
        }

        @Override
        public void onUpstreamData(Frame frame) {
            exchange.reply(new HttpReply(
                    200, Headers.empty(), frame.bytes().skipBytes(4).retain(), null, "OK"));
        }

        @Override
        public void onUpstreamEnd() {
            if (flaw == Flaw.SHORT_REPLY_IS_FINE) {
                exchange.reply(HttpReply.empty(200, "OK"));
            } else {
                Bridge.super.onUpstreamEnd();
            }
        }

        @Override
        public void close() {
            if (flaw != Flaw.LEAKS && flaw != Flaw.KEEPS_WITHOUT_RETAIN) {
                body.release();
            }
        }
    }
}
