package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import dev.trestle.route.Route;
import org.jspecify.annotations.Nullable;

/** What is noted of an exchange while it runs, for its summary. */
final class ExchangeLog {
    final long startMillis = System.currentTimeMillis();
    final long startNanos = System.nanoTime();

    @Nullable
    Route route;

    @Nullable
    String endpoint;

    int attempts;
    int status;

    @Nullable
    String rpcStatus;

    @Nullable
    Failure failure;

    @Nullable
    String mappedCode;

    @Nullable
    String detail;

    long requestBytes;
    long replyBytes;
    long acquireNanos = -1;
    long sentNanos = -1;
    long repliedNanos = -1;
    /** When the last frame of the reply came. */
    long receivedNanos = -1;

    /** The finished summary. */
    ExchangeSummary summary(Client client) {
        Route served = route;
        return new ExchangeSummary(
                startMillis,
                client.requestId(),
                client.peer(),
                client.protocol(),
                client.method(),
                client.uri(),
                served == null ? null : served.id(),
                served == null ? null : served.cluster().name(),
                served == null ? null : served.codec().call(),
                endpoint,
                attempts,
                status,
                rpcStatus,
                failure,
                mappedCode,
                detail,
                requestBytes,
                replyBytes,
                System.nanoTime() - startNanos,
                acquireNanos,
                sentNanos < 0 || repliedNanos < 0 ? -1 : repliedNanos - sentNanos,
                receivedNanos < 0 || repliedNanos < 0 ? -1 : repliedNanos - receivedNanos,
                sentNanos < 0 ? -1 : sentNanos - startNanos,
                client.trace());
    }

    /** Who asked for what. */
    record Client(
            String requestId,
            String peer,
            String protocol,
            String method,
            String uri,
            @Nullable Trace trace) {}
}
