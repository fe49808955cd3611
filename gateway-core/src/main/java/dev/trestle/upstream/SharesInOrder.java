package dev.trestle.upstream;

import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several at once whose replies come in the order of the requests, one frame each. A request is written to its end before the next
 * begins. One that is given up keeps its place until its reply has come; all behind it wait for that, so nobody new joins them.
 */
final class SharesInOrder extends Shares {
    private final ArrayDeque<Share> line = new ArrayDeque<>();
    private int abandoned;
    private boolean worn;

    SharesInOrder(int max) {
        super(max);
    }

    @Override
    int size() {
        return line.size() - abandoned;
    }

    @Override
    boolean hasRoom() {
        return super.hasRoom() && (line.isEmpty() || line.getLast().isRequestWhole());
    }

    @Override
    void add(Share share) {
        line.addLast(share);
    }

    @Override
    void remove(Share share) {
        if (line.peekFirst() == share) {
            line.removeFirst();
        } else {
            line.remove(share);
        }
    }

    @Override
    void abandon(Share share) {
        worn = true;
        if (share.isAnswered()) {
            remove(share);
        } else {
            abandoned++;
        }
    }

    @Override
    @Nullable
    Share of(long exchangeId) {
        Share first = line.peekFirst();
        return first != null && first.isOpen() ? first : null;
    }

    @Override
    boolean forget(long exchangeId) {
        Share first = line.peekFirst();
        boolean late = first != null && !first.isOpen();
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
        return line.stream().filter(Share::isOpen).toList();
    }
}
