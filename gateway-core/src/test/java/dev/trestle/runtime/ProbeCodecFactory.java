package dev.trestle.runtime;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.ByteBuf;

/**
 * A codec that sends every hook's argument upstream as a frame of its own, turns every frame into one call of the exchange, and
 * does at one hook what its settings say. A frame: type byte, id byte, four bytes of length, payload; see {@link ProbeFrame}.
 */
final class ProbeCodecFactory
        implements BridgeCodecFactory<ProbeCodecFactory.WireSettings, ProbeCodecFactory.CallSettings> {
    static final int HEADER_BYTES = 6;
    static final int MAX_FRAME_BYTES = 1 << 20;

    /** How many exchanges share a connection. */
    record WireSettings(@Default("1") int exchanges) {}

    /** Where a bridge does something of its own. */
    enum Hook {
        NONE,
        CONSTRUCTOR,
        ENCODE_HEADERS,
        ENCODE_DATA,
        ENCODE_END,
        ON_UPSTREAM_DATA,
        ON_UPSTREAM_END,
        CLOSE
    }

    /** What it does there, instead of what it does elsewhere. */
    enum Deed {
        NOTHING,
        THROW,
        ERROR,
        REPLY,
        FAIL,
        PAUSE,
        HOLD,
        HALF_CLOSE,
        ONE_WAY
    }

    /** What the codec does. */
    record CallSettings(
            @Default("streamed") BodyMode body,
            @Default("none") Hook at,
            @Default("nothing") Deed deed) {}

    @Override
    public String name() {
        return "probe";
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
        return new BridgeCodec() {
            @Override
            public BodyMode requestBody() {
                return settings.body();
            }

            @Override
            public String call() {
                return "probe";
            }

            @Override
            public Bridge newBridge(BridgeExchange exchange) {
                return new ProbeBridge(settings, exchange);
            }
        };
    }

    private record Protocol(int maxExchangesPerConnection) implements WireProtocol {
        @Override
        public long maxExchangeId() {
            return 255;
        }

        @Override
        public Wire newWire() {
            return new Frames();
        }
    }

    private static final class Frames implements Wire {
        @Override
        public FrameScan scan(ByteBuf in) {
            int start = in.readerIndex();
            if (in.getByte(start) == '?') {
                return new FrameScan.Malformed("a question mark");
            }
            if (in.readableBytes() < HEADER_BYTES) {
                return new FrameScan.Incomplete(HEADER_BYTES - in.readableBytes());
            }
            int length = in.getInt(start + 2);
            if (length < 0 || length > MAX_FRAME_BYTES) {
                return new FrameScan.Malformed("length " + length);
            }
            int missing = HEADER_BYTES + length - in.readableBytes();
            return missing > 0
                    ? new FrameScan.Incomplete(missing)
                    : new FrameScan.Whole(HEADER_BYTES + length, in.getUnsignedByte(start + 1));
        }
    }
}
