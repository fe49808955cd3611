package dev.trestle.testkit;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * One exchange without a socket, run the way the gateway runs it: request hooks, frames cut by the codec's own wire, the failures
 * that exceptions turn into, one {@code close}. Lent buffers become garbage after the call. Not thread safe.
 */
public final class CodecRun implements AutoCloseable {
    private final boolean shared;
    private final long exchangeId;
    private final FakeExchange exchange;
    private final WireRun wire;
    private final BodyMode bodyMode;
    private @Nullable Bridge bridge;
    private @Nullable Throwable surprise;

    /** An exchange with the usual id, on heap buffers. */
    public CodecRun(BridgeCodec codec, WireProtocol protocol) {
        this(codec, protocol, FakeExchange.EXCHANGE_ID, new UnpooledByteBufAllocator(false));
    }

    /** An exchange with its own id; {@code allocator} serves nothing else. */
    public CodecRun(BridgeCodec codec, WireProtocol protocol, long exchangeId, UnpooledByteBufAllocator allocator) {
        this.shared = protocol.maxExchangesPerConnection() > 1;
        this.exchangeId = exchangeId;
        this.exchange = new FakeExchange(exchangeId, allocator);
        this.bodyMode = codec.requestBody();
        this.wire = new WireRun(protocol.newWire(), allocator.buffer(), this::onFrame);
        hook(Failure.ENCODE_FAILED, () -> bridge = codec.newBridge(exchange));
    }

    /** The whole request: head, body if there is one, end. */
    public CodecRun request(RequestHead head, byte[] body) {
        return head(head).body(body).requestEnd();
    }

    /** The request's head. */
    public CodecRun head(RequestHead head) {
        hook(Failure.ENCODE_FAILED, () -> bridge().encodeHeaders(head));
        return this;
    }

    /** The request's body: whole, or in pieces of seven bytes for a bridge that wants it streamed. */
    public CodecRun body(byte[] body) {
        int piece = bodyMode == BodyMode.WHOLE ? Math.max(1, body.length) : 7;
        for (int at = 0; at < body.length; at += piece) {
            ByteBuf lent = exchange.allocator().buffer().writeBytes(body, at, Math.min(piece, body.length - at));
            hook(Failure.ENCODE_FAILED, () -> bridge().encodeData(lent));
            WireRun.spoil(lent);
            lent.release();
        }
        return this;
    }

    /** The request is complete. */
    public CodecRun requestEnd() {
        hook(Failure.ENCODE_FAILED, () -> bridge().encodeEnd(Headers.empty()));
        return this;
    }

    /** Upstream bytes arrive. */
    public CodecRun receive(byte[] bytes) {
        return receive(bytes, 0, bytes.length);
    }

    /** Some upstream bytes arrive. */
    public CodecRun receive(byte[] bytes, int offset, int length) {
        wire.receive(bytes, offset, length);
        failIfMalformed();
        return this;
    }

    /** The upstream's FIN arrives. */
    public CodecRun upstreamEnd() {
        wire.end();
        failIfMalformed();
        hook(Failure.DECODE_FAILED, () -> bridge().onUpstreamEnd());
        return this;
    }

    /** What the bridge did. */
    public FakeExchange exchange() {
        return exchange;
    }

    /** How it ended; null while it has not. */
    public @Nullable Outcome outcome() {
        return exchange.outcome();
    }

    /** An exception of a hook that says nothing about whose fault it was; null when there was none. */
    public @Nullable Throwable surprise() {
        return surprise;
    }

    /** Closes the bridge, once, and holds the run to the contract: nothing leaked, nothing forbidden done. */
    @Override
    public void close() {
        Bridge open = bridge;
        bridge = null;
        if (open != null) {
            open.close();
        }
        wire.close();
        if (!exchange.violations().isEmpty()) {
            throw new AssertionError("forbidden: " + exchange.violations());
        }
        if (exchange.leakedBytes() != 0) {
            throw new AssertionError("not released: " + exchange.leakedBytes() + " bytes");
        }
    }

    private void onFrame(Frame frame) {
        if (!shared || frame.exchangeId() == exchangeId) {
            hook(Failure.DECODE_FAILED, () -> bridge().onUpstreamData(frame));
        }
    }

    private void failIfMalformed() {
        String malformed = wire.malformed();
        if (malformed != null) {
            exchange.fail(new FailureException(Failure.UPSTREAM_MALFORMED, malformed));
        }
    }

    private void hook(Failure failure, Runnable hook) {
        if (exchange.outcome() != null) {
            return;
        }
        exchange.enterHook();
        try {
            hook.run();
        } catch (FailureException failed) {
            exchange.fail(failed);
        } catch (RuntimeException | StackOverflowError thrown) {
            surprise = thrown;
            exchange.fail(new FailureException(failure, String.valueOf(thrown)));
        } finally {
            exchange.leaveHook();
        }
    }

    private Bridge bridge() {
        Bridge open = bridge;
        if (open == null) {
            throw new IllegalStateException("no bridge");
        }
        return open;
    }
}
