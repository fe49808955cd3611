package dev.trestle.exchange.chain;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.HttpInfo;
import dev.trestle.filter.Rest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The filters of one exchange, between client and codec. The exchange hands in the request and the reply, and gets back what the filters
 * make of them. A reply goes to the filters that have been shown the request and no reply yet: a second one, made by a filter or because
 * of a failure, to those that the first has not reached. One thread; nothing happens after {@link #close}.
 */
public final class FilterChain {
    private final Owner owner;
    private final BodyMode mode;
    private final RequestEnd requestEnd;
    private final Place[] places;
    /** Made once a reply is on its way through filters, or one looks for its fields. */
    private @Nullable ReplyEnd replyEnd;
    /** A whole reply that went past all filters, which may look for its fields later. */
    private @Nullable HttpReply unseen;

    private @Nullable ByteBuf pending;
    /** The filters before this one have been shown no reply. */
    private int replyAt;

    private boolean replying;
    private boolean isFailure;
    private boolean over;

    /** The exchange around the filters. */
    public interface Owner {
        /** What filters may know of it. */
        HttpInfo info();

        /** For bodies. */
        ByteBufAllocator allocator();

        /** Something is held until a filter lets it go. */
        void onWait();

        /** The request flows again. */
        void onRequestFlows();

        /** The request's head, for the codec. */
        void forwardHead(RequestHead head);

        /** A piece of its body, or all of it; lent. */
        void forwardData(ByteBuf data);

        /** It is complete. */
        void forwardEnd(Headers trailers);

        /** A filter answers by itself; what the codec does is of no use any more. Comes back through {@link #respond}. Given away. */
        void onAnswer(HttpReply reply);

        /** A filter has failed. */
        void onFailure(Failure failure, String detail);

        /** A whole reply, for the client. Given away. */
        void respond(HttpReply reply);

        /** The head of a streamed one. */
        void respondHead(int status, Headers headers);

        /** A piece of it; given away. */
        void respondData(ByteBuf data);

        /** Its end. */
        void respondEnd(Headers trailers);
    }

    /** A chain of {@code filters}, at least one, before a codec that wants bodies as {@code mode} says. */
    public FilterChain(List<HttpFilters> filters, RequestHead head, BodyMode mode, Owner owner) {
        this.owner = owner;
        this.mode = mode;
        this.requestEnd = new RequestEnd(this, head, mode);
        this.places = new Place[filters.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = new Place(this, i, filters.get(i));
        }
        this.replyAt = places.length;
    }

    // ---- the request ----

    /** Its head. */
    public void request(Rest rest) {
        requestEnd.came(rest);
        step(Way.REQUEST, 0).onHead(rest);
    }

    /** A piece of its body, or all of it, as the codec wants it; lent. */
    public void requestData(ByteBuf data) {
        if (over) {
            return;
        }
        if (mode == BodyMode.WHOLE) {
            pending = data.retain();
        } else {
            step(Way.REQUEST, 0).onData(data.retain(), Rest.MORE);
        }
    }

    /** The end of one with a body. */
    public void requestEnd(Headers trailers) {
        requestFields().addTrailers(trailers);
        ByteBuf data = pending;
        pending = null;
        boolean hasTrailers = requestFields().hasTrailers();
        if (over) {
            drop(data);
            return;
        }
        if (data != null || !hasTrailers) {
            ByteBuf last = data == null ? owner.allocator().buffer(0) : data;
            step(Way.REQUEST, 0).onData(last, hasTrailers ? Rest.MORE : Rest.END);
        }
        if (hasTrailers && !over) {
            step(Way.REQUEST, 0).onTrailers();
        }
    }

    /** Whether a streamed request may bring its next piece. */
    public boolean wantsBody() {
        for (int i = 0; i < places.length; i++) {
            if (!places[i].request().flows()) {
                return false;
            }
        }
        return true;
    }

    /** The whole body as the codec got it, lent, for a further attempt. */
    public ByteBuf whole() {
        return requestEnd.whole();
    }

    /** What came after it. */
    public Headers trailers() {
        return requestEnd.trailers();
    }

    // ---- the reply ----

    /** Whether any of a reply was shown. */
    public boolean isReplying() {
        return replying;
    }

    /** Whether the reply that was shown says that something failed. */
    public boolean isFailure() {
        return isFailure;
    }

    /** A whole reply, in place of any before it. Given away. */
    public void reply(HttpReply reply) {
        if (over) {
            reply.body().release();
            return;
        }
        if (!requestEnd.hasEnded()) {
            // What filters still hold of it would begin a call whose reply nobody waits for.
            stopRequest();
        }
        int last = begin();
        isFailure = reply.failure() != null;
        if (last < 0) {
            unseen = reply;
            if (replyEnd != null) {
                replyEnd.expect(reply);
            }
            replySeenBy(-1);
            owner.respond(reply);
            return;
        }
        replyEnd().expect(reply);
        Step first = places[last].reply();
        boolean bodiless = !reply.body().isReadable();
        first.onHead(bodiless ? Rest.END : Rest.MORE);
        if (over || bodiless) {
            reply.body().release();
        } else {
            first.onData(reply.body(), Rest.END);
        }
    }

    /** The head of a streamed one. */
    public void replyHead(int status, Headers headers) {
        int last = begin();
        isFailure = false;
        replyEnd().expect(status, headers);
        step(Way.REPLY, last).onHead(Rest.MORE);
    }

    /** A piece of it; given away. */
    public void replyData(ByteBuf data) {
        if (over) {
            data.release();
        } else {
            step(Way.REPLY, lastOpen()).onData(data, Rest.MORE);
        }
    }

    /** Its end. */
    public void replyEnd(Headers trailers) {
        replyFields().addTrailers(trailers);
        Step first = step(Way.REPLY, lastOpen());
        if (over) {
            return;
        }
        if (replyFields().hasTrailers()) {
            first.onTrailers();
        } else {
            first.onData(owner.allocator().buffer(0), Rest.END);
        }
    }

    /** A reply comes, in place of any before it; the last filter that is shown it, which is the first on its way, or -1. */
    private int begin() {
        int from = Math.max(-1, Math.min(lastOpen(), replyAt - 1));
        for (int i = from + 1; i < places.length; i++) {
            // What these hold of another reply is of no use any more.
            places[i].closeReply();
        }
        if (replyEnd != null) {
            replyEnd.close();
        }
        replying = true;
        return lastSeeing(from);
    }

    private int lastSeeing(int from) {
        int last = from;
        while (last >= 0 && !places[last].seesReplies()) {
            last--;
        }
        return last;
    }

    private int lastOpen() {
        int last = places.length - 1;
        while (last >= 0 && !places[last].isOpen()) {
            last--;
        }
        return last;
    }

    // ---- what filters say ----

    void answered(int index, HttpReply reply) {
        stop(index);
        owner.onAnswer(reply);
    }

    void failed(int index, Failure failure, String detail) {
        stop(index);
        owner.onFailure(failure, detail);
    }

    /** The request goes no further, and the reply that follows begins before this filter. */
    private void stop(int index) {
        stopRequest();
        replyAt = Math.min(replyAt, index);
    }

    private void stopRequest() {
        for (Place place : places) {
            place.request().close();
        }
        requestEnd.stop();
    }

    void replySeenBy(int index) {
        replyAt = Math.min(replyAt, index);
    }

    // ---- between places ----

    Step step(Way way, int index) {
        if (way == Way.REQUEST) {
            return index < places.length ? places[index].request() : requestEnd;
        }
        int next = lastSeeing(index);
        return next >= 0 ? places[next].reply() : replyEnd();
    }

    Owner owner() {
        return owner;
    }

    Fields requestFields() {
        return requestEnd.fields();
    }

    Fields replyFields() {
        return replyEnd().fields();
    }

    private ReplyEnd replyEnd() {
        ReplyEnd end = replyEnd;
        if (end == null) {
            end = new ReplyEnd(this);
            replyEnd = end;
            if (unseen != null) {
                end.expect(unseen);
            }
        }
        return end;
    }

    int size() {
        return places.length;
    }

    boolean isOver() {
        return over;
    }

    /** The exchange has ended. Once. */
    public void close() {
        over = true;
        drop(pending);
        pending = null;
        for (Place place : places) {
            place.close();
        }
        requestEnd.close();
        if (replyEnd != null) {
            replyEnd.close();
        }
    }

    private static void drop(@Nullable ByteBuf data) {
        if (data != null) {
            data.release();
        }
    }
}
