package dev.trestle.testkit;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that only remembers. Takes what it is given, notes every breach of the contract in {@link #violations()}, and
 * counts what its allocator has not got back. Not thread safe, as the real one.
 */
public final class FakeExchange implements BridgeExchange {
    /** The id of the exchange unless a test says otherwise: fits 16 bits, and shows swapped bytes. */
    public static final long EXCHANGE_ID = 0x0102;

    private final long exchangeId;
    private final UnpooledByteBufAllocator allocator;
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> violations = new ArrayList<>();
    private Duration timeLeft = Duration.ofSeconds(5);
    private boolean halfClosed;
    private boolean noReplyExpected;
    private boolean inHook;
    private int pauses;
    private int headStatus;
    private Headers headHeaders = Headers.empty();
    private @Nullable Outcome outcome;

    /** An exchange on heap buffers. */
    public FakeExchange() {
        this(EXCHANGE_ID, new UnpooledByteBufAllocator(false));
    }

    /** An exchange with its own id, on the buffers of {@code allocator}, which nobody else uses. */
    public FakeExchange(long exchangeId, UnpooledByteBufAllocator allocator) {
        this.exchangeId = exchangeId;
        this.allocator = allocator;
    }

    /** Sets the time left until the deadline. */
    public FakeExchange withTimeLeft(Duration left) {
        timeLeft = left;
        return this;
    }

    @Override
    public ExchangeInfo info() {
        return new SampleInfo(exchangeId);
    }

    @Override
    public Duration timeLeft() {
        return timeLeft;
    }

    @Override
    public ByteBufAllocator allocator() {
        return allocator;
    }

    @Override
    public void send(ByteBuf bytes) {
        note(!halfClosed, "send after halfClose");
        take("send", bytes, sent);
    }

    @Override
    public void halfClose() {
        called("halfClose");
        halfClosed = true;
    }

    @Override
    public void expectNoReply() {
        called("expectNoReply");
        noReplyExpected = true;
    }

    @Override
    public void reply(HttpReply whole) {
        note(headStatus == 0, "reply after replyHead");
        boolean late = outcome != null;
        take("reply", whole.body(), body);
        if (!late) {
            checkStatus(whole.status());
            outcome = new Outcome(
                    whole.status(), whole.headers(), body.toByteArray(), whole.failure(), whole.rpcStatus(), List.of());
        }
    }

    @Override
    public void replyHead(int status, Headers headers) {
        called("replyHead");
        if (outcome == null) {
            note(headStatus == 0, "replyHead twice");
            checkStatus(status);
            headStatus = status;
            headHeaders = headers;
        }
    }

    @Override
    public void replyData(ByteBuf data) {
        note(headStatus != 0 || outcome != null, "replyData before replyHead");
        take("replyData", data, body);
    }

    @Override
    public void replyEnd(Headers trailers) {
        called("replyEnd");
        note(headStatus != 0 || outcome != null, "replyEnd before replyHead");
        if (outcome == null) {
            outcome = new Outcome(headStatus, headHeaders, body.toByteArray(), null, "", List.of());
        }
    }

    @Override
    public void fail(Failure failure, String detail) {
        fail(new FailureException(failure, detail));
    }

    @Override
    public Pause pause() {
        called("pause");
        pauses++;
        return () -> pauses--;
    }

    /** Everything sent upstream so far. */
    public byte[] sent() {
        return sent.toByteArray();
    }

    /** Whether FIN was asked for. */
    public boolean isHalfClosed() {
        return halfClosed;
    }

    /** Whether the upstream is not going to answer. */
    public boolean isNoReplyExpected() {
        return noReplyExpected;
    }

    /** Whether hooks are on hold. */
    public boolean isPaused() {
        return pauses > 0;
    }

    /** Whether a streamed reply has begun. */
    public boolean isReplyStarted() {
        return headStatus != 0 || outcome != null;
    }

    /** How it ended; null while it has not. */
    public @Nullable Outcome outcome() {
        return outcome;
    }

    /** What the bridge did that the contract forbids. */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /** Bytes taken from the allocator and not given back. */
    public long leakedBytes() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    void enterHook() {
        if (inHook) {
            throw new IllegalStateException("a hook was re-entered");
        }
        inHook = true;
    }

    void leaveHook() {
        inHook = false;
    }

    void fail(FailureException failed) {
        if (outcome == null) {
            List<String> errors = failed.errors().stream()
                    .map(error -> error.field() + ": " + error.detail())
                    .toList();
            int status = headStatus != 0 ? headStatus : failed.failure().status();
            outcome = new Outcome(status, headHeaders, body.toByteArray(), failed.failure(), failed.detail(), errors);
        }
    }

    private void take(String call, ByteBuf given, ByteArrayOutputStream into) {
        called(call);
        note(given.refCnt() > 0, call + " of a released buffer");
        if (given.refCnt() > 0) {
            if (outcome == null) {
                into.writeBytes(ByteBufUtil.getBytes(given));
            }
            given.release();
        }
    }

    private void called(String call) {
        note(inHook || pauses > 0, call + " outside of a hook");
    }

    private void checkStatus(int status) {
        note(status >= 200 && status <= 599, "status: " + status + " (expected: 200..599)");
    }

    private void note(boolean holds, String violation) {
        if (!holds) {
            violations.add(violation);
        }
    }

    private record SampleInfo(long exchangeId) implements ExchangeInfo {
        @Override
        public String routeId() {
            return "sample.route";
        }

        @Override
        public String cluster() {
            return "sample";
        }

        @Override
        public String requestId() {
            return "request-1";
        }

        @Override
        public String peer() {
            return "192.0.2.1:40000";
        }
    }
}
