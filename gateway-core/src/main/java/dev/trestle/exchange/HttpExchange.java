package dev.trestle.exchange;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.ProblemReply;
import dev.trestle.route.Match;
import dev.trestle.route.Route;
import dev.trestle.route.RouteRequest;
import dev.trestle.upstream.UpstreamShare;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.DecoderException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/**
 * One HTTP request and its response. Matches a route, runs attempts until one counts, writes the reply, tells the listener once.
 * Lives on the client connection's event loop. Completes when the response has reached the socket; never fails, except to reset a
 * response whose head is out.
 */
final class HttpExchange extends Mono<Void> implements Subscription, Attempt.Owner, RequestBody.Reader, Response.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private final ClientSide client;
    private final HttpExchanges shared;
    private final RoutingSource.Pinned pinned;
    private final ExchangeLog log = new ExchangeLog();
    private final Response response;

    private @Nullable CoreSubscriber<? super Void> subscriber;
    private @Nullable RequestHead head;
    private @Nullable RequestBody body;
    private @Nullable Attempt attempt;
    private Deadlines.@Nullable Deadline deadline;
    private Deadlines.@Nullable Deadline bodyDeadline;
    private boolean bodyComplete;
    private boolean over;

    HttpExchange(ClientSide client, HttpExchanges shared, RoutingSource.Pinned pinned) {
        this.client = client;
        this.shared = shared;
        this.pinned = pinned;
        this.response = new Response(client, log, shared.bodies(), this);
    }

    // ---- life ----

    @Override
    public void subscribe(CoreSubscriber<? super Void> actual) {
        subscriber = actual;
        actual.onSubscribe(this);
        client.connection().onStart();
        try {
            start();
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.error("request {}: a defect of the gateway", requestId(), defect);
            giveUpAttempt();
            fail(Failure.INTERNAL, "a defect of the gateway; its log tells more");
        }
    }

    @Override
    public void request(long n) {
        // One empty completion needs no demand.
    }

    /** The client went away, or the server closed its connection. */
    @Override
    public void cancel() {
        if (!over) {
            giveUpAttempt();
            log.status = log.failure == null ? Failure.CLIENT_CLOSED.status() : log.status;
            log.failure = log.failure == null ? Failure.CLIENT_CLOSED : log.failure;
            finish();
        }
    }

    private void start() {
        Outcome.Failed refused = client.refusal();
        if (refused != null) {
            shared.started(null);
            problem(refused, Headers.empty());
            return;
        }
        RouteRequest request = client.routeRequest();
        Match match = pinned.routes().match(request);
        if (match instanceof Match.Found found) {
            log.route = found.route();
        }
        shared.started(log.route == null ? null : log.route.id());
        switch (match) {
            case Match.Found found -> serve(found, request);
            case Match.NoRoute n -> fail(Failure.NO_ROUTE, "no route for " + request.method() + " " + request.path());
            case Match.BadPath b -> fail(Failure.BAD_REQUEST, "the path is not valid percent-encoded UTF-8");
            case Match.WrongMethod w -> {
                String allow = String.join(", ", w.allow());
                Outcome.Failed failed =
                        Outcome.Failed.of(Failure.METHOD_NOT_ALLOWED, request.method() + " (expected: " + allow + ")");
                problem(failed, Headers.of("Allow", allow));
            }
        }
    }

    private void serve(Match.Found found, RouteRequest request) {
        Route route = found.route();
        head = new RequestHead(request.method(), request.path(), request.query(), request.headers(), found.variables());
        int maxBytes = route.policy().maxBodyBytes();
        if (client.contentLength() > maxBytes) {
            onBodyTooLarge();
            return;
        }
        startAttempt(route);
        if (over || response.isBegun()) {
            return;
        }
        if (!client.mayHaveBody()) {
            onBodyEnd(Headers.empty());
            return;
        }
        RequestBody reading =
                new RequestBody(route.codec().requestBody(), maxBytes, allocator(), shared.bodies(), this);
        body = reading;
        client.readBody(reading);
        if (!bodyComplete && !over) {
            long nanos = client.connection().bodyTimeout().toNanos();
            bodyDeadline = shared.deadlines(loop()).start(nanos, this::onSlowBody);
        }
    }

    private void startAttempt(Route route) {
        log.attempts++;
        Attempt fresh = new Attempt(route, route.cluster().on(loop()), this);
        attempt = fresh;
        fresh.head(Objects.requireNonNull(head, "head"));
    }

    // ---- the request's body ----

    @Override
    public void onBody(ByteBuf data) {
        Attempt current = attempt;
        if (current != null) {
            current.body(data);
            onUpstreamWritable();
        }
    }

    @Override
    public void onBodyEnd(Headers trailers) {
        bodyComplete = true;
        endBodyDeadline();
        Attempt current = attempt;
        if (current != null) {
            current.end(trailers);
        }
    }

    @Override
    public void onBodyTooLarge() {
        Route route = Objects.requireNonNull(log.route, "route");
        refuseBody(
                Failure.BODY_TOO_LARGE,
                "the body is larger than " + route.policy().maxBodyBytes() + " bytes");
    }

    @Override
    public void onNoRoom() {
        refuseBody(Failure.OVERLOADED, "no memory is left for this body beside all others in flight");
    }

    @Override
    public void onBodyError(Throwable reason) {
        if (reason instanceof DecoderException) {
            refuseBody(Failure.BAD_REQUEST, "the body is not valid HTTP");
        } else {
            cancel();
        }
    }

    private void onSlowBody() {
        if (!over && !bodyComplete) {
            refuseBody(Failure.REQUEST_TIMEOUT, "the request did not arrive in time");
        }
    }

    /** The rest of the request is not read: its connection cannot serve another. */
    private void refuseBody(Failure failure, String detail) {
        giveUpAttempt();
        client.closeAfterReply();
        fail(failure, detail);
    }

    private void endBodyDeadline() {
        if (bodyDeadline != null) {
            bodyDeadline.cancel();
        }
    }

    // ---- Attempt.Owner ----

    @Override
    public EventLoop loop() {
        return client.loop();
    }

    @Override
    public ByteBufAllocator allocator() {
        return client.allocator();
    }

    @Override
    public String requestId() {
        return client.requestId();
    }

    @Override
    public String peer() {
        return client.peer();
    }

    @Override
    public long deadlineNanos() {
        return deadline != null
                ? deadline.atNanos()
                : System.nanoTime()
                        + Objects.requireNonNull(log.route).policy().timeout().toNanos();
    }

    @Override
    public void startDeadline() {
        if (deadline == null && !over) {
            long nanos = Objects.requireNonNull(log.route).policy().timeout().toNanos();
            deadline = shared.deadlines(loop()).start(nanos, this::onTimeout);
        }
    }

    /** A client that takes a large reply slowly, but takes it, has all the time it needs. */
    private void onTimeout() {
        if (over) {
            return;
        }
        if (attempt == null && response.isBegun() && response.progressed()) {
            deadline = null;
            startDeadline();
            return;
        }
        giveUpAttempt();
        Route route = Objects.requireNonNull(log.route);
        fail(Failure.TIMEOUT, "no reply within " + route.policy().timeout().toMillis() + " ms");
    }

    @Override
    public void onAcquired(UpstreamShare share, long waitedNanos) {
        log.endpoint = share.endpoint().toString();
        log.acquireNanos = waitedNanos;
        log.sentNanos = System.nanoTime();
    }

    @Override
    public void onUpstreamWritable() {
        Attempt current = attempt;
        RequestBody reading = body;
        if (reading != null && current != null && !bodyComplete && current.wantsBody() && isStreamed()) {
            reading.more();
        }
    }

    private boolean isStreamed() {
        return Objects.requireNonNull(log.route).codec().requestBody() == BodyMode.STREAMED;
    }

    @Override
    public @Nullable ReplyStream stream() {
        return response.stream();
    }

    @Override
    public void onReplyHead(int status, Headers headers) {
        if (shared.closing()) {
            client.closeAfterReply();
        }
        response.begin(status, headers);
    }

    // ---- the client takes the response ----

    @Override
    public void reading(boolean on) {
        Attempt current = attempt;
        if (current != null) {
            current.reading(on);
        }
    }

    @Override
    public void clientGone() {
        cancel();
    }

    // ---- what became of an attempt ----

    @Override
    public void onOutcome(Attempt ended, Outcome outcome) {
        if (over || attempt != ended) {
            if (outcome instanceof Outcome.Replied replied) {
                replied.reply().body().release();
            }
            return;
        }
        attempt = null;
        log.repliedNanos = System.nanoTime();
        switch (outcome) {
            case Outcome.Replied replied -> write(replied.reply());
            case Outcome.Streamed streamed -> response.end(streamed.trailers());
            case Outcome.Failed failed -> onFailed(failed);
        }
    }

    private void onFailed(Outcome.Failed failed) {
        if (response.isBegun()) {
            response.cut(failed.failure(), failed.detail());
            return;
        }
        response.forget();
        if (mayRetry(failed)) {
            startAgain();
        } else {
            problem(failed, extraHeaders(failed.failure()));
        }
    }

    private boolean mayRetry(Outcome.Failed failed) {
        Route.Policy policy = Objects.requireNonNull(log.route).policy();
        boolean wholeRequest = bodyComplete && !isStreamed();
        return failed.failure().isTransient()
                && wholeRequest
                && log.attempts <= policy.maxRetries()
                && (failed.nothingWritten() || policy.idempotent());
    }

    private void startAgain() {
        startAttempt(Objects.requireNonNull(log.route));
        Attempt fresh = attempt;
        RequestBody kept = body;
        if (fresh != null && kept != null && kept.whole().isReadable()) {
            fresh.body(kept.whole());
        }
        if (attempt != null && attempt == fresh) {
            fresh.end(kept == null ? Headers.empty() : kept.trailers());
        }
    }

    private void giveUpAttempt() {
        Attempt current = attempt;
        attempt = null;
        if (current != null) {
            current.abandon();
        }
    }

    // ---- the reply ----

    private void fail(Failure failure, String detail) {
        if (response.isBegun()) {
            response.cut(failure, detail);
        } else {
            problem(Outcome.Failed.of(failure, detail), extraHeaders(failure));
        }
    }

    private static Headers extraHeaders(Failure failure) {
        return failure == Failure.POOL_EXHAUSTED || failure == Failure.DRAINING || failure == Failure.OVERLOADED
                ? Headers.of("Retry-After", "1")
                : Headers.empty();
    }

    private void problem(Outcome.Failed failed, Headers extra) {
        List<FieldError> errors = failed.errors();
        log.detail = failed.detail();
        write(ProblemReply.of(failed.failure(), failed.detail(), errors, extra));
    }

    private void write(HttpReply reply) {
        if (over) {
            reply.body().release();
            return;
        }
        boolean clientStillSends = !bodyComplete && client.mayHaveBody();
        if (clientStillSends || shared.closing()) {
            client.closeAfterReply();
        }
        response.write(reply);
        if (!over && log.route != null) {
            startDeadline();
        }
    }

    @Override
    public void onWritten() {
        CoreSubscriber<? super Void> done = subscriber;
        if (!over) {
            finish();
            if (done != null) {
                done.onComplete();
            }
        }
    }

    @Override
    public void onWriteFailed(Throwable reason) {
        CoreSubscriber<? super Void> done = subscriber;
        if (!over) {
            giveUpAttempt();
            log.failure = log.failure == null ? Failure.CLIENT_CLOSED : log.failure;
            finish();
            if (done != null) {
                done.onError(reason);
            }
        }
    }

    private void finish() {
        over = true;
        if (deadline != null) {
            deadline.cancel();
        }
        endBodyDeadline();
        RequestBody reading = body;
        if (reading != null) {
            log.requestBytes = reading.bytes();
            reading.release();
        }
        log.replyBytes = response.bytes();
        response.release();
        pinned.release();
        client.connection().onEnd();
        shared.ended(log.summary(client.described()));
    }
}
