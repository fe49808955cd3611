package dev.trestle.app.demo;

/**
 * The ports of the demo; 0 for any free one.
 *
 * @param http requests
 * @param management health, metrics and the admin API
 * @param dubbo the Dubbo provider
 * @param thrift the Thrift server
 * @param ledger the raw TCP server with correlation ids
 * @param legacy the raw TCP server that closes after each reply
 */
public record DemoPorts(int http, int management, int dubbo, int thrift, int ledger, int legacy) {}
