package dev.trestle.upstream;

import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges one connection carries, and the ids of those that were given up while a reply may still come. One exchange
 * needs no id, several are told apart by theirs. On the connection's event loop only.
 */
final class Shares {
    private static final int MAX_ABANDONED = 4096;

    private final int max;
    private final long maxAbandoned;
    private final @Nullable LongObjectHashMap<Share> byId;
    private final @Nullable LongObjectHashMap<Boolean> abandoned;
    private @Nullable Share only;

    Shares(int max, long maxExchangeId) {
        this.max = max;
        this.maxAbandoned = Math.min(MAX_ABANDONED, Math.max(1, maxExchangeId / 2));
        this.byId = max == 1 ? null : new LongObjectHashMap<>(8);
        this.abandoned = max == 1 ? null : new LongObjectHashMap<>(8);
    }

    /** One exchange at a time, whatever its id. */
    boolean isExclusive() {
        return byId == null;
    }

    int size() {
        return byId == null ? only == null ? 0 : 1 : byId.size();
    }

    boolean hasRoom() {
        return size() < max;
    }

    /** Whether a reply with this id would belong to nobody else. */
    boolean isFree(long exchangeId) {
        return byId == null || abandoned == null || !byId.containsKey(exchangeId) && !abandoned.containsKey(exchangeId);
    }

    void add(Share share) {
        if (byId == null) {
            only = share;
        } else {
            byId.put(share.exchangeId(), share);
        }
    }

    void remove(Share share) {
        if (byId == null) {
            only = null;
        } else {
            byId.remove(share.exchangeId());
        }
    }

    /** The share a frame belongs to; null for one that was given up, or that nobody ever asked for. */
    @Nullable
    Share of(long exchangeId) {
        return byId == null ? only : byId.get(exchangeId);
    }

    /** Remembers an id until its late reply has come. */
    void abandon(long exchangeId) {
        if (abandoned != null) {
            abandoned.put(exchangeId, Boolean.TRUE);
        }
    }

    /** The late reply has come. */
    void forget(long exchangeId) {
        if (abandoned != null) {
            abandoned.remove(exchangeId);
        }
    }

    /** Too many replies are owed: the upstream has lost them, or the ids run out. */
    boolean isWornOut() {
        return abandoned != null && abandoned.size() > maxAbandoned;
    }

    /** A copy, for what may change them. */
    List<Share> all() {
        if (byId != null) {
            return new ArrayList<>(byId.values());
        }
        Share share = only;
        return share == null ? List.of() : List.of(share);
    }
}
