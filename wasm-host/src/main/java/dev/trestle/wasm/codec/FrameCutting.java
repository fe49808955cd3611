package dev.trestle.wasm.codec;

import dev.trestle.bridge.FrameScan;
import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.Action;
import dev.trestle.wasm.PluginLostException;
import dev.trestle.wasm.PropertyValue;
import dev.trestle.wasm.StreamContext;
import dev.trestle.wasm.World;
import dev.trestle.wasm.shelf.PluginShelf;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one context of an instance that cuts frames, for all connections of a loop: {@code proxy_on_upstream_data} is shown what
 * a connection has received from a frame's first byte on. It keeps nothing between the calls, so that connections need not be told
 * apart, and a module that broke off costs the connection whose bytes it was shown.
 *
 * <p>Pause means that the frame is not whole. Continue means that it is: {@code codec.consumed} bytes, or all; of the exchange
 * {@code codec.exchange_id}, or for the connection itself if {@code codec.control} is set.
 */
final class FrameCutting implements World {
    private final PluginShelf.Lease lease;
    private final int maxFrameBytes;
    private @Nullable StreamContext context;
    private @Nullable Body received;
    private byte @Nullable [] ping;
    private boolean inOrder;

    private long consumed;
    private long missing;
    private long exchangeId;
    private boolean control;
    private boolean drain;
    private byte @Nullable [] answer;
    private @Nullable String malformed;

    FrameCutting(int maxFrameBytes, PluginShelf.Lease lease) {
        this.lease = lease;
        this.maxFrameBytes = maxFrameBytes;
    }

    FrameScan scan(ByteBuf in) {
        return scan(in, Rest.MORE);
    }

    FrameScan scanAtEnd(ByteBuf in) {
        return scan(in, Rest.END);
    }

    /** Starts the instance before there are bytes to cut. */
    void prepare() {
        try {
            var unused = open();
        } catch (PluginLostException lost) {
            // The next scan tries again, and says so.
        }
    }

    /** The bytes of a heartbeat, if the module has any. */
    byte @Nullable [] ping() {
        return ping;
    }

    /** Whether replies come in the order of the requests. */
    boolean isInOrder() {
        return inOrder;
    }

    /** What is to be written when the control frame of the last scan is handed over. */
    byte @Nullable [] answer() {
        return answer;
    }

    /** Whether the connection of the last scan is to take no more exchanges. */
    boolean drains() {
        return drain;
    }

    private FrameScan scan(ByteBuf in, Rest rest) {
        int there = Math.min(in.readableBytes(), maxFrameBytes);
        consumed = there;
        missing = 1;
        exchangeId = 0;
        control = false;
        drain = false;
        answer = null;
        malformed = null;
        Body shown = Body.view(in.retainedSlice(in.readerIndex(), there));
        received = shown;
        try {
            Action action = open().onUpstreamData(there, rest);
            return malformed == null ? result(action, there, rest) : new FrameScan.Malformed(malformed);
        } catch (PluginLostException lost) {
            context = null;
            return new FrameScan.Malformed("the module broke off while it cut a frame");
        } finally {
            received = null;
            shown.release();
        }
    }

    private FrameScan result(Action action, int there, Rest rest) {
        if (action == Action.HOLD) {
            if (rest == Rest.END) {
                return new FrameScan.Malformed("closed inside a frame");
            }
            long wanted = Math.max(1, missing);
            return there + wanted > maxFrameBytes
                    ? new FrameScan.Malformed("a frame of more than " + maxFrameBytes + " bytes")
                    : new FrameScan.Incomplete((int) wanted);
        }
        if (action != Action.CONTINUE || consumed < 1 || consumed > there) {
            return new FrameScan.Malformed("the module cut " + consumed + " bytes out of " + there);
        }
        return control ? new FrameScan.Control((int) consumed) : new FrameScan.Whole((int) consumed, exchangeId);
    }

    private StreamContext open() {
        StreamContext known = context;
        if (known == null) {
            known = lease.plugin().newStreamContext(this);
            context = known;
            var unused = known.onNewConnection();
        }
        return known;
    }

    @Override
    public @Nullable FieldMap fields(Fields which) {
        return null;
    }

    @Override
    public @Nullable Body bytes(Bytes which) {
        return which == Bytes.UPSTREAM_DATA ? received : null;
    }

    @Override
    public byte @Nullable [] property(String path) {
        return path.equals(CodecProperty.ROLE) ? PropertyValue.of("connection") : null;
    }

    @Override
    public boolean property(String path, byte[] value) {
        switch (path) {
            case CodecProperty.CONSUMED -> consumed = CodecProperty.number(value);
            case CodecProperty.MISSING -> missing = CodecProperty.number(value);
            case CodecProperty.EXCHANGE_ID -> exchangeId = CodecProperty.number(value);
            case CodecProperty.CONTROL -> control = CodecProperty.flag(value);
            case CodecProperty.DRAIN -> drain = CodecProperty.flag(value);
            case CodecProperty.ANSWER -> answer = value;
            case CodecProperty.PING -> ping = value;
            case CodecProperty.IN_ORDER -> inOrder = CodecProperty.flag(value);
            case CodecProperty.MALFORMED -> malformed = reason(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static String reason(byte[] value) {
        return value.length == 0 ? "said by the module" : new String(value, StandardCharsets.UTF_8);
    }

    @Override
    public void resume(Side side) {}

    @Override
    public void close(Side side) {
        malformed = "closed by the module";
    }

    @Override
    public void reply(LocalReply reply) {}

    @Override
    public void lost(String reason) {
        context = null;
    }
}
