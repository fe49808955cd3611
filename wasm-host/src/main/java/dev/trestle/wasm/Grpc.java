package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** gRPC calls that a plugin makes by itself, as the gateway carries them out. Messages are without their frame's five bytes. */
public interface Grpc {
    /** The status of a call that was cancelled or never got through. */
    int UNAVAILABLE = 14;

    /**
     * A call or stream to be opened.
     *
     * @param upstream the cluster, or the authority
     * @param service the full name of the service
     * @param method its method
     * @param metadata fields besides gRPC's own
     * @param timeout zero for none
     */
    record Call(String upstream, String service, String method, FieldMap metadata, Duration timeout) {}

    /** Whether more messages follow. */
    enum More {
        /** They may. */
        YES,
        /** This was the last one. */
        NO
    }

    /** One open call. Used on the instance's thread, or on the one that starts it for its loop. */
    interface Stream {
        /** Sends a message, or only the end if there is none; given away. */
        void send(byte @Nullable [] message, More more);

        /** Ends the call without waiting for anything; the listener is told nothing more. */
        void cancel();
    }

    /** Gets what comes back, on the loop of the call, in this order. */
    interface Listener {
        /** The initial metadata; not called when there is none. */
        void onMetadata(FieldMap metadata);

        /** One message, given away. */
        void onMessage(byte[] message);

        /** The end, once, also of a call that failed. */
        void onEnd(FieldMap trailers, int status, String message);
    }
}
