package dev.trestle.bridge;

/**
 * What a bridge may know of its exchange.
 *
 * @param routeId the route's id
 * @param cluster the cluster's name
 * @param exchangeId unique among the exchanges in flight on any one connection, 1..{@link WireProtocol#maxExchangeId()}
 * @param requestId the request's correlation id: {@code x-request-id} of the client, or made here
 * @param peer the client's address, as text
 */
public record ExchangeInfo(String routeId, String cluster, long exchangeId, String requestId, String peer) {}
