package dev.trestle.filter;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Commands that filters send to Redis by themselves, as the bytes of its protocol RESP2
 * (https://redis.io/docs/latest/develop/reference/protocol-spec/). Commands share connections. Thread safe.
 */
public interface RedisCallouts {
    /**
     * As whom a filter speaks, and to which of the databases.
     *
     * @param username empty for Redis' default user
     * @param password empty for none: then nobody logs in
     * @param database 0 for the one that is there without asking
     */
    record Login(String username, String password, int database) {
        /** Without the password. */
        @Override
        public String toString() {
            return (username.isEmpty() ? "the default user" : username) + ", database " + database;
        }
    }

    /**
     * A command; owned by the callee.
     *
     * @param upstream the name of a cluster, one of whose endpoints is chosen
     * @param login as whom
     * @param bytes one array of bulk strings, whole
     * @param timeout from now to the whole answer (resolution: ms)
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record Command(String upstream, Login login, byte[] bytes, Duration timeout) {}

    /** Who waits for an answer. */
    @FunctionalInterface
    interface Listener {
        /**
         * The call ended: with the bytes of one reply exactly as Redis wrote them, an error's as well; null for a call that failed,
         * whatever the reason. Once, and never after it was cancelled.
         */
        void onAnswer(byte @Nullable [] reply);
    }

    /**
     * Sends a command.
     *
     * @param loop where {@code listener} is told, never before this has returned
     * @return what cancels it, on that loop; null if there is no such upstream, or for what is no command or none that others can share
     *     a connection with; then the listener is never told
     */
    @Nullable
    Runnable send(Executor loop, Command command, Listener listener);

    /** For where nothing may be sent: there are no upstreams. */
    static RedisCallouts none() {
        return (loop, command, listener) -> null;
    }
}
