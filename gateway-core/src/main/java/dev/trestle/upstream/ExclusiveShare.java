package dev.trestle.upstream;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One exchange at a time: what comes is its own. */
final class ExclusiveShare extends Shares {
    private @Nullable Share only;

    ExclusiveShare() {
        super(1);
    }

    @Override
    boolean isExclusive() {
        return true;
    }

    @Override
    int size() {
        return only == null ? 0 : 1;
    }

    @Override
    void add(Share share) {
        only = share;
    }

    @Override
    void remove(Share share) {
        only = null;
    }

    @Override
    void abandon(Share share) {
        only = null;
    }

    @Override
    @Nullable
    Share claim(long exchangeId) {
        return only == null || only.nothingWritten() ? null : only;
    }

    @Override
    List<Share> all() {
        Share share = only;
        return share == null ? List.of() : List.of(share);
    }
}
