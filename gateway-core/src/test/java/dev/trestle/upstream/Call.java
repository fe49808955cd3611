package dev.trestle.upstream;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Failure;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One exchange as a test makes it: acquires, sends a frame with the payload, waits for one frame and gives the share back. */
final class Call implements UpstreamListener {
    private final ClusterLoop cluster;
    private final EventLoop loop;
    private final byte[] payload;
    private final boolean raw;
    private final CompletableFuture<byte[]> reply = new CompletableFuture<>();
    private final CompletableFuture<Long> id = new CompletableFuture<>();
    private final CompletableFuture<UpstreamShare> acquired = new CompletableFuture<>();
    private ClusterLoop.@Nullable Cancellable waiting;
    private boolean told;
    private boolean holds;

    /** Keeps its share when its reply has come. */
    static Call startHolding(Cluster cluster, EventLoop loop, byte... payload) {
        Call call = new Call(cluster, loop, payload, false);
        call.holds = true;
        loop.execute(call::acquire);
        return call;
    }

    private Call(Cluster cluster, EventLoop loop, byte[] payload, boolean raw) {
        this.cluster = cluster.on(loop);
        this.loop = loop;
        this.payload = payload;
        this.raw = raw;
    }

    /** Why a call has no reply. */
    static final class CallFailed extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient UpstreamFailure failure;

        CallFailed(UpstreamFailure failure) {
            super(failure.toString());
            this.failure = failure;
        }
    }

    static Call start(Cluster cluster, EventLoop loop, byte... payload) {
        Call call = new Call(cluster, loop, payload, false);
        loop.execute(call::acquire);
        return call;
    }

    /** Sends the bytes as they are, with no frame around them. */
    static Call startRaw(Cluster cluster, EventLoop loop, byte... bytes) {
        Call call = new Call(cluster, loop, bytes, true);
        loop.execute(call::acquire);
        return call;
    }

    private void acquire() {
        long mine = cluster.nextExchangeId();
        id.complete(mine);
        waiting = cluster.acquire(mine, this);
    }

    long id() {
        return id.join();
    }

    /** The endpoint it went to. */
    String endpoint() throws Exception {
        return acquired.get(20, TimeUnit.SECONDS).endpoint().toString();
    }

    boolean isAcquired() {
        return acquired.isDone();
    }

    boolean isOver() {
        return reply.isDone();
    }

    void onOver(java.util.function.BiConsumer<byte @Nullable [], @Nullable Throwable> action) {
        reply.whenComplete(action);
    }

    byte[] reply() throws Exception {
        return reply.get(20, TimeUnit.SECONDS);
    }

    UpstreamFailure failure() throws Exception {
        try {
            byte[] unexpected = reply();
            throw new AssertionError("a reply of " + unexpected.length + " bytes (expected: a failure)");
        } catch (java.util.concurrent.ExecutionException failed) {
            if (failed.getCause() instanceof CallFailed why) {
                return why.failure;
            }
            throw failed;
        }
    }

    /** Gives up, wherever it is. */
    void abandon() {
        loop.execute(() -> {
            if (!told) {
                if (waiting != null) {
                    waiting.cancel();
                }
                if (acquired.isDone()) {
                    acquired.join().abandon();
                }
                fail(new UpstreamFailure(Failure.CLIENT_CLOSED, "given up", false));
            }
        });
    }

    /** Runs on its event loop with its share. */
    void withShare(java.util.function.Consumer<UpstreamShare> action) {
        acquired.thenAcceptAsync(action, loop);
    }

    @Override
    public void onAcquired(UpstreamShare share) {
        acquired.complete(share);
        share.write(Unpooled.copiedBuffer(raw ? payload : BlockProtocol.frame(id.join(), payload)));
        if (!raw) {
            share.requestEnd();
        }
    }

    @Override
    public void onFrame(Frame frame) {
        if (frame.bytes().getUnsignedByte(frame.bytes().readerIndex() + 1) != id.join()) {
            reply.completeExceptionally(new AssertionError("a reply for another id than " + id.join()));
        }
        told = true;
        reply.complete(ByteBufUtil.getBytes(
                frame.bytes(), frame.bytes().readerIndex() + 2, frame.bytes().readableBytes() - 2));
        if (!holds) {
            acquired.join().release();
        }
    }

    @Override
    public void onEnd() {
        fail(new UpstreamFailure(Failure.UPSTREAM_CLOSED, "ended", false));
    }

    @Override
    public void onFailure(UpstreamFailure failure) {
        if (told) {
            reply.completeExceptionally(new AssertionError("told again: " + failure));
        }
        fail(failure);
    }

    @Override
    public void onRoom() {}

    private void fail(UpstreamFailure failure) {
        told = true;
        reply.completeExceptionally(new CallFailed(failure));
    }
}
