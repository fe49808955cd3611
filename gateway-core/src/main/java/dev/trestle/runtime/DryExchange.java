package dev.trestle.runtime;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.mapping.ProblemReply;
import dev.trestle.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange in memory: what is sent is kept, the first end counts. */
final class DryExchange implements BridgeExchange {
    static final long ID = 1;

    private final Route route;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int status;
    private Headers headers = Headers.empty();
    private @Nullable DryReply reply;

    DryExchange(Route route) {
        this.route = route;
    }

    byte[] sent() {
        return sent.toByteArray();
    }

    @Nullable
    DryReply reply() {
        return reply;
    }

    @Override
    public ExchangeInfo info() {
        return new DryInfo(route);
    }

    @Override
    public Duration timeLeft() {
        return route.policy().timeout();
    }

    @Override
    public ByteBufAllocator allocator() {
        return UnpooledByteBufAllocator.DEFAULT;
    }

    @Override
    public void send(ByteBuf bytes) {
        keep(bytes, sent);
    }

    @Override
    public void halfClose() {
        // There is nothing to close.
    }

    @Override
    public void expectNoReply() {
        // The reply that follows says it.
    }

    @Override
    public void reply(HttpReply whole) {
        end(DryReply.of(whole));
    }

    @Override
    public void replyHead(int newStatus, Headers newHeaders) {
        status = newStatus;
        headers = newHeaders;
    }

    @Override
    public void replyData(ByteBuf data) {
        keep(data, body);
    }

    @Override
    public void replyEnd(Headers trailers) {
        end(new DryReply(status, headers, body.toByteArray(), null, "OK"));
    }

    @Override
    public void fail(Failure failure, String detail) {
        fail(failure, detail, List.of());
    }

    void fail(Failure failure, String detail, List<FieldError> errors) {
        end(DryReply.of(ProblemReply.of(failure, detail, errors, Headers.empty())));
    }

    @Override
    public Pause pause() {
        return () -> {};
    }

    private void end(DryReply end) {
        if (reply == null) {
            reply = end;
        }
    }

    private static void keep(ByteBuf bytes, ByteArrayOutputStream into) {
        into.writeBytes(ByteBufUtil.getBytes(bytes));
        bytes.release();
    }

    private record DryInfo(Route route) implements ExchangeInfo {
        @Override
        public String routeId() {
            return route.id();
        }

        @Override
        public String cluster() {
            return route.cluster().name();
        }

        @Override
        public long exchangeId() {
            return ID;
        }

        @Override
        public String requestId() {
            return "00000000-dry-run";
        }

        @Override
        public String peer() {
            return "127.0.0.1:0";
        }
    }
}
