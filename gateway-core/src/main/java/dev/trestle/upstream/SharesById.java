package dev.trestle.upstream;

import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several at once, told apart by their ids. */
final class SharesById extends Shares {
    private static final int MAX_ABANDONED = 4096;

    private final long maxAbandoned;
    private final LongObjectHashMap<Share> byId = new LongObjectHashMap<>(8);
    private final LongObjectHashMap<Boolean> abandoned = new LongObjectHashMap<>(8);

    SharesById(int max, long maxExchangeId) {
        super(max);
        this.maxAbandoned = Math.min(MAX_ABANDONED, Math.max(1, maxExchangeId / 2));
    }

    @Override
    boolean areNamed() {
        return true;
    }

    @Override
    int size() {
        return byId.size();
    }

    @Override
    boolean isFree(long exchangeId) {
        return !byId.containsKey(exchangeId) && !abandoned.containsKey(exchangeId);
    }

    @Override
    void add(Share share) {
        byId.put(share.exchangeId(), share);
    }

    @Override
    void remove(Share share) {
        byId.remove(share.exchangeId());
    }

    @Override
    void abandon(Share share) {
        byId.remove(share.exchangeId());
        abandoned.put(share.exchangeId(), Boolean.TRUE);
    }

    @Override
    @Nullable
    Share claim(long exchangeId) {
        return byId.get(exchangeId);
    }

    @Override
    boolean forget(long exchangeId) {
        return abandoned.remove(exchangeId) != null;
    }

    /** The upstream has lost replies, or the ids run out. */
    @Override
    boolean isWornOut() {
        return abandoned.size() > maxAbandoned;
    }

    @Override
    List<Share> all() {
        return new ArrayList<>(byId.values());
    }
}
