package dev.trestle.exchange;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.route.Route;
import dev.trestle.upstream.UpstreamShare;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange without a client: a request of a filter's own, over the pools that all exchanges share. Its answer is whole and bounded; a
 * failure of any kind is no answer. One attempt, and one more if no byte of the first was written. On its event loop.
 */
public final class Callout implements Attempt.Owner, Caller {
    /** The most bytes of an answer's body. */
    public static final int MAX_ANSWER_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Callout.class);
    private static final RequestIds IDS = new RequestIds();

    private final Route route;
    private final Callouts.Request request;
    private final EventLoop loop;
    private final Callouts.Listener listener;
    private final RequestHead head;
    private final String requestId;
    private final long deadlineNanos;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable FieldMap fields;
    private @Nullable Attempt attempt;
    private @Nullable Future<?> timer;
    private int attempts;
    private boolean tooLarge;
    private boolean over;

    /**
     * A request that {@link #start} sends.
     *
     * @param route with a codec for requests of the gateway's own; its policy has the timeout
     * @param listener told once, on {@code loop}, unless the callout is cancelled before
     */
    public Callout(Route route, Callouts.Request request, EventLoop loop, Callouts.Listener listener) {
        this.route = route;
        this.request = request;
        this.loop = loop;
        this.listener = listener;
        this.requestId = IDS.choose(request.headers().get(RequestIds.HEADER));
        this.head = head(request.headers(), request.trailers());
        this.deadlineNanos = System.nanoTime() + route.policy().timeout().toNanos();
    }

    private static RequestHead head(FieldMap fields, FieldMap trailers) {
        String target = String.valueOf(fields.get(":path"));
        int question = target.indexOf('?');
        FieldMap plain = new FieldMap();
        plain.add("host", String.valueOf(fields.get(":authority")));
        fields.forEachPlain((name, value) -> {
            if (!name.equals("host")) {
                plain.add(name, value);
            }
        });
        if (trailers.size() > 0 && fields.get("trailer") == null) {
            Set<String> names = new LinkedHashSet<>();
            trailers.forEachPlain((name, value) -> names.add(name));
            plain.add("trailer", String.join(", ", names));
        }
        return new RequestHead(
                String.valueOf(fields.get(":method")),
                question < 0 ? target : target.substring(0, question),
                question < 0 ? "" : target.substring(question + 1),
                plain.toHeaders(),
                PathVariables.NONE);
    }

    /** Sends the request. */
    public void start() {
        if (over) {
            return;
        }
        long nanos = deadlineNanos - System.nanoTime();
        timer = loop.schedule(() -> fail("no answer in time"), Math.max(0, nanos), TimeUnit.NANOSECONDS);
        startAttempt();
    }

    private void startAttempt() {
        attempts++;
        Attempt fresh = new Attempt(route, Tap.NONE, route.cluster().on(loop), this);
        attempt = fresh;
        fresh.head(head);
        if (request.body().length > 0) {
            ByteBuf lent = Unpooled.wrappedBuffer(request.body());
            fresh.body(lent);
            lent.release();
        }
        fresh.end(request.trailers().toHeaders());
    }

    /** Nobody waits for the answer any more. */
    public void cancel() {
        over = true;
        Attempt current = attempt;
        attempt = null;
        if (current != null) {
            current.abandon();
        }
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void fail(String why) {
        LOG.debug("{}: {}", route.id(), why);
        end(null);
    }

    private void end(Callouts.@Nullable Answer answer) {
        if (!over) {
            cancel();
            listener.onAnswer(answer);
        }
    }

    // ---- Attempt.Owner ----

    @Override
    public Caller client() {
        return this;
    }

    @Override
    public long deadlineNanos() {
        return deadlineNanos;
    }

    @Override
    public void startDeadline() {
        // It runs since the request was made.
    }

    @Override
    public void onAcquired(UpstreamShare share, long waitedNanos) {
        // Nobody asks who answers.
    }

    @Override
    public void onUpstreamWritable() {
        // All of the request was handed over at once.
    }

    @Override
    public boolean isReplying() {
        return fields != null;
    }

    @Override
    public void onReplyHead(int status, Headers headers) {
        fields = fields(status, headers);
    }

    @Override
    public void onReplyData(ByteBuf data) {
        keep(data);
        if (tooLarge) {
            // Later: the attempt is in the middle of telling this.
            loop.execute(() -> fail("an answer of more than " + MAX_ANSWER_BYTES + " bytes"));
        }
    }

    private void keep(ByteBuf data) {
        tooLarge |= data.readableBytes() > MAX_ANSWER_BYTES - body.size();
        if (!tooLarge) {
            body.writeBytes(ByteBufUtil.getBytes(data));
        }
        data.release();
    }

    @Override
    public void onOutcome(Attempt ended, Outcome outcome) {
        if (attempt != ended || over) {
            if (outcome instanceof Outcome.Replied replied) {
                replied.reply().body().release();
            }
            return;
        }
        attempt = null;
        switch (outcome) {
            case Outcome.Replied replied -> whole(replied.reply());
            case Outcome.Streamed streamed -> answer(fields, FieldMap.of(streamed.trailers()));
            case Outcome.Failed failed -> {
                if (fields == null && failed.mayRetry(route.policy(), attempts)) {
                    startAttempt();
                } else {
                    fail(failed.failure().code() + ", " + failed.detail());
                }
            }
        }
    }

    private void whole(HttpReply reply) {
        keep(reply.body());
        answer(reply.failure() == null ? fields(reply.status(), reply.headers()) : null, new FieldMap());
    }

    private void answer(@Nullable FieldMap headers, FieldMap trailers) {
        end(headers == null || tooLarge ? null : new Callouts.Answer(headers, body.toByteArray(), trailers));
    }

    private static FieldMap fields(int status, Headers headers) {
        FieldMap fields = new FieldMap();
        fields.add(":status", Integer.toString(status));
        fields.addAll(headers);
        return fields;
    }

    // ---- Caller ----

    @Override
    public EventLoop loop() {
        return loop;
    }

    @Override
    public ByteBufAllocator allocator() {
        return PooledByteBufAllocator.DEFAULT;
    }

    /** What sends it says itself where it stands. */
    @Override
    public @Nullable TraceContext trace(Headers passed) {
        return null;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public String peer() {
        return "-";
    }

    @Override
    public String scheme() {
        return "http";
    }
}
