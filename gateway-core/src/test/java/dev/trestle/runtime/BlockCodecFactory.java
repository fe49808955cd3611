package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.UnaryCodec;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.ByteBuf;

/**
 * The smallest protocol that can be multiplexed: a length byte of what follows, an id byte, the bytes of the HTTP body. A length of
 * 0xff is malformed.
 */
final class BlockCodecFactory
        implements BridgeCodecFactory<BlockCodecFactory.WireSettings, BlockCodecFactory.CallSettings> {
    /** How many exchanges share a connection. */
    record WireSettings(@Default("1") int exchanges) {}

    /** What the codec does besides. */
    record CallSettings(@Default("") String fail) {}

    @Override
    public String name() {
        return "block";
    }

    @Override
    public Class<WireSettings> wireSettings() {
        return WireSettings.class;
    }

    @Override
    public Class<CallSettings> callSettings() {
        return CallSettings.class;
    }

    @Override
    public WireProtocol newWireProtocol(WireSettings settings, ConfigFiles files, Problems problems) {
        return new Protocol(settings.exchanges());
    }

    @Override
    public BridgeCodec newCodec(CallSettings settings, CodecContext context) {
        return new Codec(settings.fail());
    }

    private record Protocol(int maxExchangesPerConnection) implements WireProtocol {
        @Override
        public long maxExchangeId() {
            return 255;
        }

        @Override
        public Wire newWire() {
            return new BlockWire();
        }
    }

    private static final class BlockWire implements Wire {
        @Override
        public FrameScan scan(ByteBuf in) {
            int length = in.getUnsignedByte(in.readerIndex()) + 1;
            if (length == 256) {
                return new FrameScan.Malformed("length 255");
            }
            return in.readableBytes() < length
                    ? new FrameScan.Incomplete(length - in.readableBytes())
                    : new FrameScan.Whole(length, in.getUnsignedByte(in.readerIndex() + 1));
        }
    }

    private static final class Codec extends UnaryCodec {
        private final String fail;

        Codec(String fail) {
            this.fail = fail;
        }

        @Override
        public String call() {
            return "block";
        }

        @Override
        protected ByteBuf encode(RequestHead head, ByteBuf body, BridgeExchange exchange) {
            if (fail.equals("encode")) {
                throw new IllegalStateException("asked to fail");
            }
            int length = Math.min(body.readableBytes(), 100);
            return exchange.allocator()
                    .buffer()
                    .writeByte(length + 1)
                    .writeByte((int) exchange.info().exchangeId())
                    .writeBytes(body, body.readerIndex(), length);
        }

        @Override
        protected HttpReply decode(Frame frame, BridgeExchange exchange) {
            if (fail.equals("decode")) {
                throw new IllegalStateException("asked to fail");
            }
            ByteBuf content = frame.bytes()
                    .retainedSlice(
                            frame.bytes().readerIndex() + 2, frame.bytes().readableBytes() - 2);
            return new HttpReply(200, Headers.of("content-type", "text/plain"), content, null, "OK");
        }
    }
}
