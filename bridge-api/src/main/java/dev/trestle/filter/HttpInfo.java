package dev.trestle.filter;

import org.jspecify.annotations.Nullable;

/** What a filter may know of an exchange. Made on demand: asking for nothing costs nothing. */
public interface HttpInfo {
    /** The route's id. */
    String routeId();

    /** The cluster's name. */
    String cluster();

    /** The request's correlation id: {@code x-request-id} of the client, or made here. */
    String requestId();

    /** {@code HTTP/1.1} or {@code HTTP/2.0}. */
    String protocol();

    /** When the request's head arrived, milliseconds since 1970. */
    long startMillis();

    /** The client's connection. */
    ConnectionInfo connection();

    /** The endpoint that serves it; null before one was chosen. */
    @Nullable
    UpstreamInfo upstream();

    /** Who made the reply that is shown; null while there is none. */
    @Nullable
    Origin replyOrigin();

    /** Who makes replies. */
    enum Origin {
        /** The service, by its codec. */
        SERVICE,
        /** A filter, in its place. */
        FILTER,
        /** The gateway, because of a failure, which may be the service's. */
        GATEWAY
    }
}
