package dev.trestle.bridge;

import dev.trestle.bridge.http.RequestFacts;

/** What a bridge may know of its exchange. Made on demand: asking for nothing costs nothing. */
public interface ExchangeInfo extends RequestFacts {
    /** The route's id. */
    String routeId();

    /** The cluster's name. */
    String cluster();

    /** Unique among the exchanges in flight on any one connection, 1..{@link WireProtocol#maxExchangeId()}. */
    long exchangeId();

    /** The client's address, {@code host:port}. */
    String peer();

    /** How the client came: {@code https} or {@code http}. */
    default String scheme() {
        return "http";
    }
}
