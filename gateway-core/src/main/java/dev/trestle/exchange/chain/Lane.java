package dev.trestle.exchange.chain;

import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.Flow;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.Rest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One direction of one filter: shows it what comes, passes on what it lets go. One thread. */
final class Lane implements Step, FilterExchange.Message {
    private final Way way;
    private final Place place;
    private final Fields fields;
    /** Made once there is any, or somebody looks for it. */
    private @Nullable Body body;

    private boolean headCame;
    private boolean endGone;
    /** What the filter has been shown so far and not let go. */
    private boolean holdsHead;

    private boolean holdsEnd;
    private boolean holdsTrailers;
    /** Nothing is shown; the end and the trailers may have come meanwhile. */
    private boolean paused;

    private boolean endCame;
    private boolean trailersCame;
    private boolean resumed;
    private boolean closed;

    Lane(Way way, Place place, Fields fields) {
        this.way = way;
        this.place = place;
        this.fields = fields;
    }

    // ---- what comes ----

    @Override
    public void onHead(Rest rest) {
        headCame = true;
        place.seesHead(way);
        Flow flow = show(filter -> way.headers(filter, rest));
        if (flow == Flow.CONTINUE) {
            passHead(rest);
        } else if (flow != null) {
            holdsHead = true;
            holdsEnd = rest == Rest.END;
            hold(flow);
        }
        place.afterHook();
    }

    @Override
    public void onData(ByteBuf bytes, Rest rest) {
        if (closed) {
            bytes.release();
        } else if (!body().put(bytes)) {
            place.fail(way.tooLarge(), "more than the filter may hold");
        } else if (paused) {
            endCame = rest == Rest.END;
        } else {
            showData(rest);
        }
    }

    private void showData(Rest rest) {
        Flow flow = show(filter -> way.data(filter, rest));
        if (flow == Flow.CONTINUE) {
            passData(rest);
        } else if (flow != null) {
            holdsEnd = rest == Rest.END;
            hold(Flow.GATHER);
        }
        place.afterHook();
    }

    @Override
    public void onTrailers() {
        if (paused) {
            trailersCame = true;
            return;
        }
        Flow flow = show(way::trailers);
        if (flow == Flow.CONTINUE) {
            passTrailers();
        } else if (flow != null) {
            holdsTrailers = true;
            hold(Flow.GATHER);
        }
        place.afterHook();
    }

    private @Nullable Flow show(Function<HttpFilter, Flow> hook) {
        return closed ? null : place.hook(way, hook);
    }

    private void hold(Flow flow) {
        paused = flow == Flow.PAUSE;
        if (paused || holdsEnd || holdsTrailers) {
            place.waits();
        }
    }

    /** Whether more of the message can be taken. */
    boolean flows() {
        return !paused;
    }

    // ---- what the filter lets go ----

    @Override
    public void resume() {
        if (place.isInHook()) {
            resumed = true;
        } else {
            go();
        }
    }

    /** Does what the filter said in a hook, now that it has returned. */
    void afterHook() {
        if (resumed) {
            resumed = false;
            go();
        }
    }

    /** Nothing goes before its message or behind it, whatever the filter has written and whenever it resumes. */
    private void go() {
        if (closed || !headCame) {
            return;
        }
        if (endGone) {
            if (body != null) {
                body.release();
            }
            return;
        }
        boolean wasPaused = paused;
        paused = false;
        if (wasPaused) {
            passHead(holdsEnd ? Rest.END : Rest.MORE);
            showWhatCame();
        } else if (holdsTrailers) {
            passTrailers();
        } else if (holdsEnd || hasBody()) {
            passData(holdsEnd ? Rest.END : Rest.MORE);
        } else if (holdsHead) {
            passHead(Rest.MORE);
        }
        place.flowsAgain(way);
    }

    private void showWhatCame() {
        if (!closed && (hasBody() || endCame)) {
            showData(endCame ? Rest.END : Rest.MORE);
        }
        if (!closed && trailersCame) {
            trailersCame = false;
            onTrailers();
        }
    }

    private void passHead(Rest rest) {
        holdsHead = false;
        boolean bodyWasAdded = rest == Rest.END && hasBody();
        holdsEnd = bodyWasAdded;
        endGone = rest == Rest.END && !bodyWasAdded;
        next().onHead(bodyWasAdded ? Rest.MORE : rest);
        if (bodyWasAdded && !closed) {
            passData(Rest.END);
        }
    }

    private void passData(Rest rest) {
        if (holdsHead && rest == Rest.END && !hasBody()) {
            passHead(Rest.END);
            return;
        }
        if (holdsHead) {
            passHead(Rest.MORE);
        }
        holdsEnd = false;
        if (closed) {
            return;
        }
        endGone = rest == Rest.END;
        if (hasBody()) {
            next().onData(body().take(), rest);
        } else if (rest == Rest.END) {
            next().onData(Unpooled.EMPTY_BUFFER, rest);
        }
    }

    private void passTrailers() {
        holdsTrailers = false;
        passData(Rest.MORE);
        if (!closed) {
            endGone = true;
            next().onTrailers();
        }
    }

    private Step next() {
        return place.behind(way);
    }

    /** Nothing comes or goes any more. */
    void close() {
        closed = true;
        if (body != null) {
            body.close();
        }
    }

    private boolean hasBody() {
        return body != null && body.size() > 0;
    }

    // ---- what the filter sees ----

    @Override
    public FieldMap headers() {
        return fields.headers();
    }

    @Override
    public Body body() {
        Body held = body;
        if (held == null) {
            held = place.newBody();
            body = held;
            if (closed) {
                held.close();
            }
        }
        return held;
    }

    @Override
    public FieldMap trailers() {
        return fields.trailers();
    }
}
