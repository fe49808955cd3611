package dev.trestle.exchange;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.ProblemReply;
import dev.trestle.exchange.chain.FilterChain;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.Rest;
import dev.trestle.route.Match;
import dev.trestle.route.Route;
import dev.trestle.route.RouteRequest;
import dev.trestle.upstream.UpstreamShare;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
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
final class HttpExchange extends Mono<Void> implements Subscription, Attempt.Owner, Response.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private final ClientSide client;
    private final HttpExchanges shared;
    private final RoutingSource.Pinned pinned;
    private final int listener;
    private final ExchangeLog log = new ExchangeLog();
    private final Response response;

    private @Nullable CoreSubscriber<? super Void> subscriber;
    private @Nullable RequestHead head;
    private @Nullable Filtering filtering;
    private @Nullable FilterChain filters;
    private @Nullable BodyReading body;
    private @Nullable Attempt attempt;
    private Deadlines.@Nullable Deadline deadline;
    private boolean bodyComplete;
    private boolean pieceGone;
    private boolean over;

    HttpExchange(ClientSide client, HttpExchanges shared, RoutingSource.Pinned pinned, int listener) {
        this.listener = listener;
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
            LOG.error("request {}: a defect of the gateway", client.requestId(), defect);
            giveUpAttempt();
            fail(Failure.INTERNAL, "a defect of the gateway; its log tells more");
        }
    }

    @Override
    public void request(long n) {
        // One empty completion needs no demand.
    }

    /** The client went away, or the gateway closed its connection. */
    @Override
    public void cancel() {
        if (!over) {
            giveUpAttempt();
            if (log.failure == null) {
                log.failure = shared.whyUnsaid();
                log.status = log.failure.status();
            }
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
        RequestHead matched = new RequestHead(
                request.method(), request.path(), request.query(), request.headers(), found.variables());
        int maxBytes = route.policy().maxBodyBytes();
        if (client.contentLength() > maxBytes) {
            refuseBody(Failure.BODY_TOO_LARGE, "the body is larger than " + maxBytes + " bytes");
            return;
        }
        bodyComplete = !client.mayHaveBody();
        List<HttpFilters> passed = Filtering.both(pinned.filters(listener), route.filters());
        if (passed.isEmpty()) {
            forwardHead(matched);
        } else {
            Filtering filtered = new Filtering(this, route, log.startMillis, passed, matched);
            filtering = filtered;
            filters = filtered.chain();
            filters.request(bodyComplete ? Rest.END : Rest.MORE);
        }
        if (over || attempt == null && response.isBegun()) {
            return;
        }
        if (!bodyComplete) {
            BodyReading reading = new BodyReading(this, route, shared.bodies());
            body = reading;
            reading.start(client, shared.deadlines(client.loop()));
        } else if (filters == null) {
            forwardEnd(Headers.empty());
        }
    }

    private void startAttempt(Route route) {
        log.attempts++;
        Attempt fresh = new Attempt(route, shared.tap(), route.cluster().on(client.loop()), this);
        attempt = fresh;
        fresh.head(Objects.requireNonNull(head, "head"));
    }

    // ---- the request's body ----

    void onBody(ByteBuf data) {
        FilterChain chain = filters;
        if (chain == null) {
            forwardData(data);
        } else {
            chain.requestData(data);
            onUpstreamWritable();
        }
    }

    void onBodyEnd(Headers trailers) {
        bodyComplete = true;
        FilterChain chain = filters;
        if (chain == null) {
            forwardEnd(trailers);
        } else {
            chain.requestEnd(trailers);
        }
    }

    // ---- the request, once it has passed the filters ----

    void forwardHead(RequestHead passed) {
        head = passed;
        startAttempt(Objects.requireNonNull(log.route, "route"));
    }

    void forwardData(ByteBuf data) {
        Attempt current = attempt;
        if (current != null) {
            pieceGone = true;
            current.body(data);
            onUpstreamWritable();
        }
    }

    void forwardEnd(Headers trailers) {
        Attempt current = attempt;
        if (current != null) {
            current.end(trailers);
        }
    }

    /** The rest of the request is not read: its connection cannot serve another. */
    void refuseBody(Failure failure, String detail) {
        client.closeAfterReply();
        refuse(failure, detail);
    }

    /** Ends the exchange, whatever its attempt is doing. */
    void refuse(Failure failure, String detail) {
        giveUpAttempt();
        fail(failure, detail);
    }

    /** Ends it with a reply that does not come from the codec. */
    void answer(HttpReply reply) {
        giveUpAttempt();
        response.forget();
        write(reply);
    }

    boolean isOver() {
        return over;
    }

    Response response() {
        return response;
    }

    // ---- Attempt.Owner ----

    @Override
    public ClientSide client() {
        return client;
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
            deadline = shared.deadlines(client.loop()).start(nanos, this::onTimeout);
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
        // What filters make of the failure has a deadline of its own.
        deadline = filters == null ? deadline : null;
        Route route = Objects.requireNonNull(log.route);
        refuse(Failure.TIMEOUT, "no reply within " + route.policy().timeout().toMillis() + " ms");
    }

    @Override
    public void onAcquired(UpstreamShare share, long waitedNanos) {
        log.endpoint = share.endpoint().toString();
        if (filtering != null) {
            filtering.onEndpoint(share.endpoint());
        }
        log.acquireNanos = waitedNanos;
        log.sentNanos = System.nanoTime();
    }

    @Override
    public void onUpstreamWritable() {
        Attempt current = attempt;
        FilterChain chain = filters;
        BodyReading reading = body;
        boolean wanted = current == null ? chain != null : current.wantsBody();
        if (reading != null && wanted && (chain == null || chain.wantsBody())) {
            reading.more();
        }
    }

    private boolean isStreamed() {
        return Objects.requireNonNull(log.route).codec().requestBody() == BodyMode.STREAMED;
    }

    @Override
    public boolean isReplying() {
        FilterChain chain = filters;
        return chain == null ? response.isStreaming() : chain.isReplying();
    }

    @Override
    public void onReplyHead(int status, Headers headers) {
        FilterChain chain = filters;
        if (chain == null) {
            respondHead(status, headers);
        } else {
            chain.replyHead(status, headers);
        }
    }

    @Override
    public void onReplyData(ByteBuf data) {
        FilterChain chain = filters;
        if (chain == null) {
            response.data(data);
        } else {
            chain.replyData(data);
        }
    }

    private void onReplyEnd(Headers trailers) {
        FilterChain chain = filters;
        if (chain == null) {
            response.end(trailers);
        } else {
            startDeadline();
            chain.replyEnd(trailers);
        }
    }

    // ---- the reply, once it has passed the filters ----

    void respondHead(int status, Headers headers) {
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
        log.receivedNanos = ended.receivedNanos();
        switch (outcome) {
            case Outcome.Replied replied -> write(replied.reply());
            case Outcome.Streamed streamed -> onReplyEnd(streamed.trailers());
            case Outcome.Failed failed -> onFailed(failed);
        }
    }

    private void onFailed(Outcome.Failed failed) {
        if (response.isBegun()) {
            response.cut(failed.failure(), failed.detail());
            return;
        }
        boolean shown = isReplying();
        response.forget();
        if (!shown && mayRetry(failed)) {
            startAgain();
        } else {
            problem(failed, failed.headers());
        }
    }

    private boolean mayRetry(Outcome.Failed failed) {
        boolean wholeRequest = bodyComplete && !(pieceGone && isStreamed());
        return wholeRequest && failed.mayRetry(Objects.requireNonNull(log.route).policy(), log.attempts);
    }

    private void startAgain() {
        startAttempt(Objects.requireNonNull(log.route));
        Attempt fresh = attempt;
        BodyReading kept = body;
        FilterChain chain = filters;
        ByteBuf whole = chain != null ? chain.whole() : kept == null ? Unpooled.EMPTY_BUFFER : kept.whole();
        if (fresh != null && whole.isReadable()) {
            fresh.body(whole);
        }
        if (attempt != null && attempt == fresh) {
            fresh.end(chain != null ? chain.trailers() : kept == null ? Headers.empty() : kept.trailers());
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
            Outcome.Failed failed = Outcome.Failed.of(failure, detail);
            problem(failed, failed.headers());
        }
    }

    private void problem(Outcome.Failed failed, Headers extra) {
        List<FieldError> errors = failed.errors();
        log.detail = failed.detail();
        write(ProblemReply.of(failed.failure(), failed.detail(), errors, extra));
    }

    private void write(HttpReply reply) {
        FilterChain chain = filters;
        if (chain == null || over) {
            respond(reply);
        } else {
            startDeadline();
            chain.reply(reply);
        }
    }

    void respond(HttpReply reply) {
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
            cancel();
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
        BodyReading reading = body;
        if (reading != null) {
            log.requestBytes = reading.end();
        }
        log.replyBytes = response.bytes();
        response.release();
        FilterChain chain = filters;
        if (chain != null) {
            chain.close();
        }
        pinned.release();
        client.connection().onEnd();
        shared.ended(log.summary(client.described()));
    }
}
