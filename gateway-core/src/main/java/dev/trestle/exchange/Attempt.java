package dev.trestle.exchange;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.route.Route;
import dev.trestle.upstream.ClusterLoop;
import dev.trestle.upstream.UpstreamListener;
import dev.trestle.upstream.UpstreamShare;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to serve an exchange: a bridge and its share of an upstream connection. Keeps the bridge's promises: hooks run one
 * at a time, an outcome said inside a hook takes effect when the hook returns, everything after the end is a no-op.
 */
final class Attempt implements BridgeExchange, ExchangeInfo, UpstreamListener {
    private final Route route;
    private final Tap tap;
    private final UpstreamSide upstream;
    private final Owner owner;
    private final Holds holds = new Holds();

    private @Nullable RequestHead head;
    private @Nullable Bridge bridge;
    private @Nullable Outcome outcome;
    private boolean inHook;
    private boolean oneWay;
    private boolean requestEnded;
    private boolean answered;
    private long receivedNanos = -1;
    private boolean settling;
    private boolean ended;

    /** The exchange an attempt belongs to. */
    interface Owner {
        Caller client();

        long deadlineNanos();

        /** The client has done its part, or others are waited for: the deadline starts unless it runs. */
        void startDeadline();

        void onAcquired(UpstreamShare share, long waitedNanos);

        /** The bridge starts to stream its reply. */
        void onReplyHead(int status, Headers headers);

        /** Whether a streamed reply was started. */
        boolean isReplying();

        /** A piece of it; given away. */
        void onReplyData(ByteBuf data);

        /** The upstream can take more of a streamed request. */
        void onUpstreamWritable();

        /** The attempt has ended and given back all it held. */
        void onOutcome(Attempt attempt, Outcome outcome);
    }

    Attempt(Route route, Tap tap, ClusterLoop cluster, Owner owner) {
        this.route = route;
        this.tap = tap;
        this.upstream = new UpstreamSide(cluster);
        this.owner = owner;
    }

    // ---- the request, from the exchange ----

    void head(RequestHead head) {
        enter();
        this.head = head;
        try {
            bridge = tap.newBridge(route, this);
            bridge.encodeHeaders(head);
        } catch (Throwable reason) {
            thrown(reason, Failure.ENCODE_FAILED);
        }
        leave();
    }

    void body(ByteBuf data) {
        if (isOver() || requestEnded) {
            return;
        }
        if (holds.any()) {
            holds.later(data.retain(), () -> body(data));
            return;
        }
        enter();
        try {
            current().encodeData(data);
        } catch (Throwable reason) {
            thrown(reason, Failure.ENCODE_FAILED);
        }
        leave();
    }

    void end(Headers trailers) {
        if (isOver() || requestEnded) {
            return;
        }
        if (holds.any()) {
            holds.later(() -> end(trailers));
            return;
        }
        requestEnded = true;
        enter();
        try {
            current().encodeEnd(trailers);
        } catch (Throwable reason) {
            thrown(reason, Failure.ENCODE_FAILED);
        }
        if (outcome == null && holds.any()) {
            // The bridge goes on later, and so may its request.
            holds.later(upstream::requestEnd);
        } else if (outcome == null) {
            upstream.requestEnd();
        }
        if (outcome == null) {
            owner.startDeadline();
        }
        leave();
    }

    /** Whether a streamed request may bring its next piece. */
    boolean wantsBody() {
        return !isOver() && !holds.any() && upstream.hasRoom();
    }

    /** Ends the attempt from outside: a timeout, the client gone. Nothing is told. */
    void abandon() {
        if (ended) {
            return;
        }
        dropOutcome();
        outcome = Outcome.Failed.of(Failure.CLIENT_CLOSED, "given up");
        if (!inHook) {
            close(false);
        }
    }

    // ---- what the bridge says ----

    @Override
    public ExchangeInfo info() {
        return this;
    }

    @Override
    public Duration timeLeft() {
        return Duration.ofNanos(owner.deadlineNanos() - System.nanoTime());
    }

    @Override
    public ByteBufAllocator allocator() {
        return owner.client().allocator();
    }

    @Override
    public void send(ByteBuf bytes) {
        if (isOver()) {
            bytes.release();
            return;
        }
        if (!upstream.isStarted()) {
            owner.startDeadline();
        }
        upstream.send(bytes, this);
    }

    @Override
    public void halfClose() {
        if (!isOver() && !upstream.isHalfClosed()) {
            upstream.halfClose();
        }
    }

    @Override
    public void expectNoReply() {
        oneWay = true;
    }

    @Override
    public void reply(HttpReply whole) {
        if (isOver()) {
            whole.body().release();
            return;
        }
        if (owner.isReplying()) {
            whole.body().release();
            conclude(Outcome.Failed.of(Failure.INTERNAL, "the codec replied after it had started to stream a reply"));
            return;
        }
        conclude(new Outcome.Replied(whole));
    }

    @Override
    public void replyHead(int status, Headers headers) {
        if (!isOver() && !owner.isReplying()) {
            owner.onReplyHead(status, headers);
        }
    }

    @Override
    public void replyData(ByteBuf data) {
        if (isOver() || !owner.isReplying()) {
            data.release();
            return;
        }
        owner.onReplyData(data);
    }

    @Override
    public void replyEnd(Headers trailers) {
        if (!isOver() && owner.isReplying()) {
            conclude(new Outcome.Streamed(trailers));
        }
    }

    @Override
    public void fail(Failure failure, String detail) {
        if (!isOver()) {
            conclude(Outcome.Failed.of(failure, detail));
        }
    }

    @Override
    public Pause pause() {
        owner.startDeadline();
        return holds.hold(owner.client().loop(), () -> {
            if (!isOver()) {
                owner.onUpstreamWritable();
            }
        });
    }

    // ---- what the exchange is ----

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
        return upstream.exchangeId();
    }

    @Override
    public String requestId() {
        return owner.client().requestId();
    }

    @Override
    public @Nullable TraceContext trace() {
        RequestHead shown = head;
        return shown == null ? null : owner.client().trace(shown.headers());
    }

    /** When the last frame came; -1 if none has. */
    long receivedNanos() {
        return receivedNanos;
    }

    @Override
    public String peer() {
        return owner.client().peer();
    }

    @Override
    public String scheme() {
        return owner.client().scheme();
    }

    // ---- the upstream ----

    @Override
    public void onAcquired(UpstreamShare acquired) {
        if (ended) {
            acquired.release();
            return;
        }
        owner.onAcquired(acquired, upstream.acquired(acquired));
        if (settling) {
            acquired.whenWritten(this::settleWritten);
        } else if (!inHook && !holds.any()) {
            owner.onUpstreamWritable();
        }
    }

    @Override
    public void onFrame(Frame frame) {
        if (isOver()) {
            return;
        }
        if (holds.any()) {
            Frame kept = new Frame(frame.bytes().retain(), frame.exchangeId());
            holds.later(kept.bytes(), () -> onFrame(kept));
            return;
        }
        enter();
        answered = true;
        receivedNanos = System.nanoTime();
        try {
            current().onUpstreamData(frame);
        } catch (Throwable reason) {
            thrown(reason, Failure.DECODE_FAILED);
        }
        leave();
    }

    @Override
    public void onEnd() {
        upstream.lost();
        if (isOver()) {
            return;
        }
        if (holds.any()) {
            holds.later(this::onEnd);
            return;
        }
        enter();
        try {
            current().onUpstreamEnd();
        } catch (Throwable reason) {
            thrown(reason, Failure.DECODE_FAILED);
        }
        if (outcome == null) {
            outcome = Outcome.Failed.of(Failure.UPSTREAM_CLOSED, "the upstream closed before it answered");
        }
        leave();
    }

    @Override
    public void onFailure(UpstreamFailure failure) {
        upstream.lost();
        if (ended) {
            return;
        }
        dropOutcome();
        outcome = new Outcome.Failed(failure.failure(), failure.detail(), List.of(), failure.nothingWritten());
        finish();
    }

    @Override
    public void onRoom() {
        if (!isOver()) {
            owner.onUpstreamWritable();
        }
    }

    /** Slows the upstream down to the client's pace. */
    void reading(boolean on) {
        upstream.reading(on);
    }

    // ---- one hook at a time, one outcome ----

    private boolean isOver() {
        return ended || outcome != null;
    }

    private Bridge current() {
        return Objects.requireNonNull(bridge, "bridge");
    }

    private void enter() {
        inHook = true;
    }

    private void leave() {
        inHook = false;
        if (outcome != null) {
            settle();
        }
    }

    private void conclude(Outcome said) {
        outcome = said;
        if (!inHook) {
            settle();
        }
    }

    private void dropOutcome() {
        if (outcome instanceof Outcome.Replied replied) {
            replied.reply().body().release();
        }
    }

    private void thrown(Throwable reason, Failure otherwise) {
        dropOutcome();
        outcome = CodecFailures.of(reason, otherwise, route);
    }

    /** What was sent before a reply is written first; a reply to a frame needs no such wait. */
    private void settle() {
        if (settling) {
            return;
        }
        boolean owesBytes = upstream.isStarted() && !answered && !(outcome instanceof Outcome.Failed);
        if (owesBytes) {
            settling = true;
            owesBytes = upstream.awaitsWrites(this::settleWritten);
        }
        if (!owesBytes) {
            finish();
        }
    }

    private void settleWritten() {
        if (!ended) {
            finish();
        }
    }

    private void finish() {
        Outcome end = Objects.requireNonNull(outcome, "outcome");
        boolean good = end instanceof Outcome.Replied || end instanceof Outcome.Streamed;
        boolean whole = oneWay || answered && upstream.isRequestEnded();
        close(good && whole && !upstream.isHalfClosed());
        owner.onOutcome(this, end);
    }

    private void close(boolean clean) {
        ended = true;
        upstream.close(clean);
        holds.drop();
        Bridge closing = bridge;
        bridge = null;
        if (closing != null) {
            CodecFailures.close(closing, route);
        }
    }
}
