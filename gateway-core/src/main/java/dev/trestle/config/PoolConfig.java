package dev.trestle.config;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Range;
import java.time.Duration;

/** The connections of a cluster. */
@Doc("The connections of a cluster.")
public record PoolConfig(
        @Default("64")
        @Range(min = 1, max = 65535)
        @Doc(
                "The most connections to one endpoint, divided over the event loops (at least one each). A multiplexed protocol needs few: one is opened per event loop until it is full.")
        int maxConnectionsPerEndpoint,

        @Default("1024")
        @Range(min = 1, max = 1000000)
        @Doc(
                "The most exchanges on one connection at a time; the protocol may allow fewer (1 for most Thrift servers).")
        int maxExchangesPerConnection,

        @Default("1024")
        @Range(min = 0, max = 1000000)
        @Doc("The most exchanges that wait for a connection, over all event loops; 503 beyond.")
        int maxPendingAcquires,

        @Default("1s") @Range(min = 1, max = 600000) @Doc("The most time to open a connection.")
        Duration connectTimeout,

        @Default("1s") @Range(min = 1, max = 600000) @Doc("The most time an exchange waits for a connection.")
        Duration acquireTimeout,

        @Default("5m") @Range(min = 100, max = 86400000) @Doc("A connection without exchanges closes after this time.")
        Duration idleTimeout,

        @Default("100ms")
        @Range(min = 1, max = 60000)
        @Doc("The first pause after a failed connect; it doubles up to maxBackoff.")
        Duration minBackoff,

        @Default("5s")
        @Range(min = 1, max = 600000)
        @Doc("The longest pause between connects to an endpoint that refuses.")
        Duration maxBackoff) {}
