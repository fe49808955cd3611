package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.exchange.chain.FilterChain;
import dev.trestle.filter.ConnectionInfo;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.HttpInfo;
import dev.trestle.filter.UpstreamInfo;
import dev.trestle.route.Route;
import dev.trestle.upstream.Endpoint;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exchange as its filters see it, and what becomes of what they let pass. One thread. */
final class Filtering implements FilterChain.Owner, HttpInfo {
    private final HttpExchange exchange;
    private final ClientSide client;
    private final Route route;
    private final long startMillis;
    private final FilterChain chain;
    private @Nullable Endpoint endpoint;
    private boolean answered;

    /** The filters of a listener, and those of a route behind them. */
    static List<HttpFilters> both(List<HttpFilters> listener, List<HttpFilters> route) {
        if (listener.isEmpty() || route.isEmpty()) {
            return listener.isEmpty() ? route : listener;
        }
        List<HttpFilters> all = new ArrayList<>(listener);
        all.addAll(route);
        return all;
    }

    Filtering(HttpExchange exchange, Route route, long startMillis, List<HttpFilters> filters, RequestHead head) {
        this.exchange = exchange;
        this.client = exchange.client();
        this.route = route;
        this.startMillis = startMillis;
        this.chain = new FilterChain(filters, head, route.codec().requestBody(), this);
    }

    FilterChain chain() {
        return chain;
    }

    void onEndpoint(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    // ---- what filters let pass ----

    @Override
    public void forwardHead(RequestHead head) {
        exchange.forwardHead(head);
    }

    @Override
    public void forwardData(ByteBuf data) {
        exchange.forwardData(data);
    }

    @Override
    public void forwardEnd(Headers trailers) {
        exchange.forwardEnd(trailers);
    }

    @Override
    public void respond(HttpReply reply) {
        exchange.respond(reply);
    }

    @Override
    public void respondHead(int status, Headers headers) {
        exchange.respondHead(status, headers);
    }

    @Override
    public void respondData(ByteBuf data) {
        exchange.response().data(data);
    }

    @Override
    public void respondEnd(Headers trailers) {
        exchange.response().end(trailers);
    }

    // ---- what filters say ----

    @Override
    public void onWait() {
        exchange.startDeadline();
    }

    @Override
    public void onRequestFlows() {
        exchange.onUpstreamWritable();
    }

    @Override
    public void onAnswer(HttpReply reply) {
        if (exchange.response().isBegun()) {
            reply.body().release();
            exchange.refuse(Failure.REPLY_FILTER_FAILED, "a filter answered behind the reply's head");
        } else {
            answered = true;
            exchange.answer(reply);
        }
    }

    @Override
    public void onFailure(Failure failure, String detail) {
        exchange.refuse(failure, detail);
    }

    // ---- what filters may know ----

    @Override
    public HttpInfo info() {
        return this;
    }

    @Override
    public ByteBufAllocator allocator() {
        return client.allocator();
    }

    @Override
    public String routeId() {
        return route.id();
    }

    @Override
    public String cluster() {
        return route.cluster().name();
    }

    @Override
    public String requestId() {
        return client.requestId();
    }

    @Override
    public String protocol() {
        return client.protocol();
    }

    @Override
    public long startMillis() {
        return startMillis;
    }

    @Override
    public ConnectionInfo connection() {
        return client.connection();
    }

    @Override
    public @Nullable UpstreamInfo upstream() {
        Endpoint reached = endpoint;
        return reached == null ? null : new UpstreamInfo(reached.address(), reached.labels());
    }

    @Override
    public @Nullable Origin replyOrigin() {
        if (!chain.isReplying()) {
            return null;
        }
        if (chain.isFailure()) {
            return Origin.GATEWAY;
        }
        return answered ? Origin.FILTER : Origin.SERVICE;
    }
}
