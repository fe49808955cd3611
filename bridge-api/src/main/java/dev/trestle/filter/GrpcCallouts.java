package dev.trestle.filter;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * gRPC calls that filters make by themselves, by its protocol over HTTP/2 (https://github.com/grpc/grpc, {@code doc/PROTOCOL-HTTP2.md}).
 * Messages are without their frame's five bytes. Calls share connections. Thread safe.
 */
public interface GrpcCallouts {
    /** The status of a call that ended well. */
    int OK = 0;

    /** The status of a call whose time was up. */
    int DEADLINE_EXCEEDED = 4;

    /** The status of a call with more bytes than there may be. */
    int RESOURCE_EXHAUSTED = 8;

    /** The status of a call whose peer does not keep to the protocol. */
    int INTERNAL = 13;

    /** The status of a call that never got through, or whose connection was lost. */
    int UNAVAILABLE = 14;

    /**
     * A call to be opened; owned by the callee.
     *
     * @param upstream the name of a cluster, one of whose endpoints is chosen
     * @param service the full name of the service
     * @param method its method
     * @param metadata fields besides gRPC's own, which are left out
     * @param timeout from now to the end (resolution: ms); zero for none
     * @param maxMessageBytes the most of a message that comes back
     */
    record Call(
            String upstream, String service, String method, FieldMap metadata, Duration timeout, int maxMessageBytes) {}

    /** Whether more messages follow. */
    enum More {
        /** They may. */
        YES,
        /** This was the last one. */
        NO
    }

    /** One open call. Used where its listener is told. */
    interface Stream {
        /** Sends a message, or only the end if there is none; given away. Nothing happens once the call has ended. */
        void send(byte @Nullable [] message, More more);

        /** The bytes of messages that were given away and that the connection has not taken yet, for who wants to wait. */
        int unsentBytes();

        /** Gives the call up, the peer's work too; the listener is told nothing more. */
        void cancel();
    }

    /** Gets what comes back, in this order, and nothing after the call was cancelled. */
    interface Listener {
        /** The initial metadata, with {@code :status}; not called when there is none. */
        void onMetadata(FieldMap metadata);

        /** One message, given away. */
        void onMessage(byte[] message);

        /**
         * The end, once, also of a call that failed, whatever the reason.
         *
         * @param trailers as they came, or none
         * @param status of gRPC, 0 for a call that ended well
         * @param message what the peer, or the gateway, says of it; possibly empty
         */
        void onEnd(FieldMap trailers, int status, String message);
    }

    /**
     * Opens a call.
     *
     * @param loop where {@code listener} is told, never before this has returned
     * @return the call; null if there is no such upstream, in which case the listener is never told
     */
    @Nullable
    Stream open(Executor loop, Call call, Listener listener);

    /** For where nothing may be sent: there are no upstreams. */
    static GrpcCallouts none() {
        return (loop, call, listener) -> null;
    }
}
