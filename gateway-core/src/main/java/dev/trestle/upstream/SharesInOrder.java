package dev.trestle.upstream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several at once whose replies come in the order of the requests, one frame each. A request is written to its end before the next
 * begins. One that is given up keeps its place until its reply has come; all behind it wait for that, so nobody new joins them.
 */
final class SharesInOrder extends Shares {
    /** Those whose frame has not come, given up or not. */
    private final ArrayDeque<Share> line = new ArrayDeque<>();
    /** Those that have theirs and have not ended. */
    private final List<Share> answered = new ArrayList<>(2);

    private @Nullable Share last;
    private int abandoned;
    private boolean worn;
    private boolean pinged;

    SharesInOrder(int max) {
        super(max);
    }

    @Override
    int size() {
        return line.size() - abandoned + answered.size();
    }

    @Override
    boolean hasRoom() {
        return super.hasRoom() && !pinged && (last == null || last.isRequestWhole());
    }

    /** Its answer comes before all replies: nobody starts until it is there. */
    @Override
    void onPing() {
        pinged = true;
    }

    /** Whatever a frame looks like: while a reply is owed it is that reply, and taken for none all others would shift. */
    @Override
    boolean onControl() {
        pinged = false;
        return line.isEmpty();
    }

    @Override
    void add(Share share) {
        line.addLast(share);
        last = share;
    }

    @Override
    void remove(Share share) {
        if (!answered.remove(share)) {
            line.remove(share);
        }
        if (last == share) {
            last = null;
        }
    }

    @Override
    void abandon(Share share) {
        worn = true;
        if (!answered.remove(share)) {
            abandoned++;
        }
    }

    /** The frame is the one of the first in the line, who leaves it: what comes next is another's. */
    @Override
    @Nullable
    Share claim(long exchangeId) {
        Share first = line.peekFirst();
        if (first == null || !first.isOpen() || first.nothingWritten()) {
            return null;
        }
        line.removeFirst();
        answered.add(first);
        return first;
    }

    @Override
    boolean forget(long exchangeId) {
        Share first = line.peekFirst();
        boolean late = first != null && !first.isOpen() && !first.nothingWritten();
        if (late) {
            line.removeFirst();
            abandoned--;
        }
        return late;
    }

    /** Others would wait for what was given up, or come behind a reply that its exchange could not read. */
    @Override
    boolean isWornOut() {
        return worn;
    }

    @Override
    List<Share> all() {
        List<Share> open = new ArrayList<>(answered);
        line.stream().filter(Share::isOpen).forEach(open::add);
        return open;
    }
}
