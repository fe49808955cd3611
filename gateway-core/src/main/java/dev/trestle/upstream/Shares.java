package dev.trestle.upstream;

import dev.trestle.bridge.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges one connection carries, and those that were given up while a reply may still come. Which of them a frame belongs to
 * is what the kinds differ in: there is one only, it has an id, or it is the oldest. On the connection's event loop only.
 */
abstract sealed class Shares permits ExclusiveShare, SharesById, SharesInOrder {
    private final int max;

    Shares(int max) {
        this.max = max;
    }

    /** Of a connection that carries {@code max} exchanges at once. */
    static Shares of(int max, Wire wire, long maxExchangeId) {
        if (max == 1) {
            return new ExclusiveShare();
        }
        return wire.repliesInOrder() ? new SharesInOrder(max) : new SharesById(max, maxExchangeId);
    }

    /** One exchange at a time, whatever its id. */
    boolean isExclusive() {
        return false;
    }

    /** Whether a frame tells by itself whose it is. If not, one that comes unasked would be taken for somebody's. */
    boolean areNamed() {
        return false;
    }

    /** How many exchanges there are. */
    abstract int size();

    /** Whether one more can start. */
    boolean hasRoom() {
        return size() < max;
    }

    /** A heartbeat is sent. */
    void onPing() {}

    /** A frame for the connection itself has come; whether it can be one. */
    boolean onControl() {
        return true;
    }

    /** Whether a reply with this id would belong to nobody else. */
    boolean isFree(long exchangeId) {
        return true;
    }

    abstract void add(Share share);

    /** Nothing more is owed to it. */
    abstract void remove(Share share);

    /** It has ended, and its reply may still come. Those that name no frames: in its turn. */
    abstract void abandon(Share share);

    /**
     * The share a frame belongs to, which gets it now; null for one that was given up, that nobody ever asked for, or that came before the
     * request it would answer.
     */
    abstract @Nullable Share claim(long exchangeId);

    /** A frame came that belongs to no share; whether it is the late reply to one that was given up. */
    boolean forget(long exchangeId) {
        return false;
    }

    /** Nobody new should come: too many replies are owed, or one that all others would wait for. */
    boolean isWornOut() {
        return false;
    }

    /** A copy, for what may change them. */
    abstract List<Share> all();
}
