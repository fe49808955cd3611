package dev.trestle.exchange.chain;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.filter.Body;
import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.Flow;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.HttpInfo;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One filter in its chain. Its filter is opened when the request comes to it. Keeps the promises: one hook at a time, what is said
 * inside of it takes effect when it has returned, nothing after the end.
 */
final class Place implements FilterExchange {
    private static final Logger LOG = LoggerFactory.getLogger(Place.class);

    private final FilterChain chain;
    private final int index;
    private final HttpFilters kind;
    private final Lane request;
    /** Made once somebody is interested in a reply. */
    private @Nullable Lane reply;

    private @Nullable HttpFilter filter;
    private @Nullable Runnable conclusion;
    private boolean seesReplies = true;
    private boolean replyClosed;
    private boolean inHook;
    private boolean closed;

    Place(FilterChain chain, int index, HttpFilters kind) {
        this.chain = chain;
        this.index = index;
        this.kind = kind;
        this.request = new Lane(Way.REQUEST, this, chain.requestFields());
    }

    /** For what its filter holds of a message. */
    Body newBody() {
        return new Body(chain.owner().allocator(), kind.maxBodyBytes());
    }

    /** Where a message goes behind this filter. */
    Step behind(Way way) {
        return chain.step(way, way == Way.REQUEST ? index + 1 : index - 1);
    }

    /** Runs a hook; null if what it showed goes nowhere, because the filter has answered or failed. */
    @Nullable
    Flow hook(Way way, Function<HttpFilter, Flow> hook) {
        inHook = true;
        Flow flow = null;
        try {
            flow = hook.apply(opened());
        } catch (Throwable reason) {
            conclude(thrown(reason, way));
        }
        inHook = false;
        Runnable said = conclusion;
        conclusion = null;
        if (said != null) {
            said.run();
            return null;
        }
        return closed ? null : flow;
    }

    private HttpFilter opened() {
        HttpFilter open = filter;
        if (open == null) {
            open = kind.open(this);
            filter = open;
            seesReplies = open.seesReplies();
        }
        return open;
    }

    private Runnable thrown(Throwable reason, Way way) {
        if (reason instanceof FailureException known) {
            return () -> chain.failed(index, known.failure(), known.detail());
        }
        String route = info().routeId();
        LOG.warn("route {}: filter failed: {}", route, reason.toString());
        LOG.debug("route {}: filter failed", route, reason);
        return () -> chain.failed(index, way.broken(), "a filter of route " + route + " failed");
    }

    private void conclude(Runnable said) {
        if (inHook) {
            conclusion = said;
        } else {
            said.run();
        }
    }

    boolean isInHook() {
        return inHook;
    }

    void afterHook() {
        request.afterHook();
        if (reply != null) {
            reply.afterHook();
        }
    }

    /** Nothing comes or goes of a reply any more. */
    void closeReply() {
        replyClosed = true;
        if (reply != null) {
            reply.close();
        }
    }

    /** The filter holds something without end. */
    void waits() {
        chain.owner().onWait();
    }

    /** The filter has let go what it held. */
    void flowsAgain(Way way) {
        if (way == Way.REQUEST) {
            chain.owner().onRequestFlows();
        }
    }

    void seesHead(Way way) {
        if (way == Way.REPLY) {
            chain.replySeenBy(index);
        }
    }

    /** Whether its filter was shown the request. */
    boolean isOpen() {
        return filter != null;
    }

    /** Whether its filter is shown replies. */
    boolean seesReplies() {
        return seesReplies;
    }

    /** The exchange has ended. */
    void close() {
        closed = true;
        request.close();
        closeReply();
        HttpFilter open = filter;
        filter = null;
        if (open != null) {
            try {
                open.close();
            } catch (Throwable reason) {
                LOG.warn("a filter failed in close: {}", reason.toString());
                LOG.debug("a filter failed in close", reason);
            }
        }
    }

    // ---- what the filter sees and says ----

    @Override
    public HttpInfo info() {
        return chain.owner().info();
    }

    @Override
    public Lane request() {
        return request;
    }

    @Override
    public Lane reply() {
        Lane lane = reply;
        if (lane == null) {
            lane = new Lane(Way.REPLY, this, chain.replyFields());
            reply = lane;
            if (replyClosed) {
                lane.close();
            }
        }
        return lane;
    }

    @Override
    public void answer(HttpReply answer) {
        if (closed || conclusion != null) {
            answer.body().release();
            return;
        }
        conclude(() -> chain.answered(index, answer));
    }

    @Override
    public void fail(Failure failure, String detail) {
        if (!closed && conclusion == null) {
            conclude(() -> chain.failed(index, failure, detail));
        }
    }
}
