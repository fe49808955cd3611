package dev.trestle.tcp;

import org.jspecify.annotations.Nullable;

/** Where listeners get their targets from: the current snapshot, held for as long as a connection lasts. */
@FunctionalInterface
public interface TcpTargets {
    /** Pins what is current. Never blocks, takes no lock; each pin is released once. */
    Pinned pin();

    /** One generation of the targets, kept open. */
    interface Pinned {
        /** The target of a listener, by its number; null where this generation has no such listener. */
        @Nullable
        TcpTarget target(int listener);

        /** The connection has ended. */
        void release();
    }
}
