package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.exchange.chain.FilterChain;
import dev.trestle.filter.ConnectionInfo;
import dev.trestle.filter.HttpInfo;
import dev.trestle.filter.UpstreamInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What is around filters, without a client or a codec: keeps the head that they let pass last. */
final class LoneFiltering implements FilterChain.Owner, HttpInfo, ConnectionInfo {
    private static final InetSocketAddress ANYWHERE = new InetSocketAddress(0);

    private @Nullable RequestHead passed;
    private @Nullable HttpReply responded;

    /** The head of the last request; null unless there was a reply. */
    @Nullable
    RequestHead passed() {
        return responded == null ? null : passed;
    }

    @Override
    public HttpInfo info() {
        return this;
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    @Override
    public void forwardHead(RequestHead head) {
        passed = head;
    }

    @Override
    public void respond(HttpReply reply) {
        responded = reply;
    }

    @Override
    public void onFailure(Failure failure, String detail) {
        throw new IllegalStateException(failure + " " + detail);
    }

    @Override
    public void forwardEnd(Headers trailers) {
        // nothing waits for it
    }

    @Override
    public void onRequestFlows() {
        // nothing waits for it
    }

    @Override
    public void onWait() {
        throw unexpected();
    }

    @Override
    public void forwardData(ByteBuf data) {
        throw unexpected();
    }

    @Override
    public void onAnswer(HttpReply reply) {
        throw unexpected();
    }

    @Override
    public void respondHead(int status, Headers headers) {
        throw unexpected();
    }

    @Override
    public void respondData(ByteBuf data) {
        throw unexpected();
    }

    @Override
    public void respondEnd(Headers trailers) {
        throw unexpected();
    }

    private static IllegalStateException unexpected() {
        return new IllegalStateException("a filter of heads alone did something else");
    }

    @Override
    public String routeId() {
        return "benchmark";
    }

    @Override
    public String cluster() {
        return "benchmark";
    }

    @Override
    public String requestId() {
        return "benchmark";
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public long startMillis() {
        return 0;
    }

    @Override
    public ConnectionInfo connection() {
        return this;
    }

    @Override
    public @Nullable UpstreamInfo upstream() {
        return null;
    }

    @Override
    public @Nullable Origin replyOrigin() {
        return null;
    }

    @Override
    public long id() {
        return 1;
    }

    @Override
    public InetSocketAddress source() {
        return ANYWHERE;
    }

    @Override
    public InetSocketAddress destination() {
        return ANYWHERE;
    }

    @Override
    public @Nullable String tlsVersion() {
        return null;
    }

    @Override
    public @Nullable String serverName() {
        return null;
    }
}
