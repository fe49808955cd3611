package dev.trestle.bridge;

/** One codec set up for a route. Immutable, thread safe, owned by the configuration it was made for. */
public interface BridgeCodec {
    /** How its bridges want the request body; the same for every request. */
    BodyMode requestBody();

    /** What is called, for logs and the admin API: {@code com.acme.UserService.getUser(long)}. */
    String call();

    /** What it can say of its frames to people; by default nothing. */
    default CodecNotes notes() {
        return CodecNotes.NONE;
    }

    /** The exchange half for one attempt. */
    Bridge newBridge(BridgeExchange exchange);
}
