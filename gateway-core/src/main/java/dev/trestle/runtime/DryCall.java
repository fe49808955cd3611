package dev.trestle.runtime;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One call without a connection: the codec encodes into memory, and decodes what it is given as if it had come. Failures are what the
 * client would get. One thread; to be closed.
 */
public final class DryCall implements AutoCloseable {
    private final Route route;
    private final DryExchange exchange;
    private @Nullable Bridge bridge;

    private DryCall(Route route) {
        this.route = route;
        this.exchange = new DryExchange(route);
    }

    static DryCall of(Route route, RequestHead head, byte[] body) {
        DryCall call = new DryCall(route);
        int limit = route.policy().maxBodyBytes();
        if (body.length > limit) {
            call.exchange.fail(Failure.BODY_TOO_LARGE, "the body is larger than " + limit + " bytes");
            return call;
        }
        call.hook(Failure.ENCODE_FAILED, () -> call.encode(head, body));
        return call;
    }

    private void encode(RequestHead head, byte[] body) {
        Bridge open = route.codec().newBridge(exchange);
        bridge = open;
        open.encodeHeaders(head);
        if (body.length > 0 && exchange.reply() == null) {
            open.encodeData(Unpooled.wrappedBuffer(body));
        }
        if (exchange.reply() == null) {
            open.encodeEnd(Headers.empty());
        }
    }

    /** What would be written to the service. */
    public byte[] sent() {
        return exchange.sent();
    }

    /** What the client would get; null while the service has not answered. */
    public @Nullable DryReply reply() {
        return exchange.reply();
    }

    /** The service answers with these bytes and closes. */
    public DryCall receive(byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        Wire wire = route.cluster().wire().newWire();
        while (in.isReadable() && exchange.reply() == null) {
            FrameScan first = wire.scan(in);
            FrameScan scan = first instanceof FrameScan.Incomplete ? wire.scanAtEnd(in) : first;
            ByteBuf frame = in.readSlice(length(scan));
            if (scan instanceof FrameScan.Whole) {
                hook(Failure.DECODE_FAILED, () -> open().onUpstreamData(new Frame(frame, DryExchange.ID)));
            }
        }
        if (exchange.reply() == null) {
            hook(Failure.DECODE_FAILED, () -> open().onUpstreamEnd());
        }
        return this;
    }

    /** The length of the frame in front; 0 after bytes that are none ended the call. */
    private int length(FrameScan scan) {
        return switch (scan) {
            case FrameScan.Whole whole -> whole.length();
            case FrameScan.Control control -> control.length();
            case FrameScan.Malformed malformed -> {
                exchange.fail(Failure.UPSTREAM_MALFORMED, malformed.reason());
                yield 0;
            }
            case FrameScan.Incomplete incomplete -> {
                exchange.fail(Failure.UPSTREAM_CLOSED, "closed inside a frame");
                yield 0;
            }
        };
    }

    private Bridge open() {
        Bridge open = bridge;
        if (open == null) {
            throw new IllegalStateException("nothing was encoded");
        }
        return open;
    }

    private void hook(Failure failure, Runnable hook) {
        try {
            hook.run();
        } catch (FailureException failed) {
            exchange.fail(failed.failure(), failed.detail(), failed.errors());
        } catch (RuntimeException | StackOverflowError defect) {
            exchange.fail(failure, "the codec failed: " + defect);
        }
    }

    @Override
    public void close() {
        Bridge open = bridge;
        bridge = null;
        if (open != null) {
            open.close();
        }
    }
}
