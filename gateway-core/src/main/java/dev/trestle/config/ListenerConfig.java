package dev.trestle.config;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One port: it takes HTTP requests, or connections whose bytes a cluster gets. */
@Doc("A port that takes HTTP/1.1 and HTTP/2 requests, or TCP connections.")
@OneOf({"http", "tcp"})
@OneOf(
        value = {"cluster"},
        beside = "tcp")
public record ListenerConfig(
        @Range(min = 0, max = 65535) @Example("8080") @Doc("The port for requests; 0 for any free one.") @Nullable
        Integer http,

        @Range(min = 0, max = 65535)
        @Example("18000")
        @Doc("The port for connections whose bytes go to the cluster and back as they are; 0 for any free one.")
        @Nullable
        Integer tcp,

        @Example("web")
        @Doc("Beside tcp: the name of the cluster. Each connection gets one of its own to an endpoint.")
        @Nullable
        String cluster,

        @Default("0.0.0.0") @Doc("The address to bind.") String host,

        @Doc("Beside http: certificate and key; HTTP/2 is then negotiated. Without it: clear text, HTTP/1.1 and h2c.")
        @Nullable
        TlsConfig tls,

        @Default("16KiB")
        @Range(min = 1024, max = 1048576)
        @Doc("Beside http: the most bytes of request line and headers; 431 beyond.")
        ByteSize maxHeaderBytes,

        @Range(min = 1, max = 86400000)
        @Example("60s")
        @Doc("An idle connection closes after this time: by default 60s beside http, 1h beside tcp.")
        @Nullable
        Duration idleTimeout,

        @Default("30s")
        @Range(min = 1, max = 86400000)
        @Doc("Beside http: the most time a client may take to send one request; 408 beyond.")
        Duration requestTimeout,

        @Default("10000")
        @Range(min = 1, max = 1000000)
        @Doc("Beside tcp: the most connections at a time; what comes beyond is closed at once.")
        int maxConnections,

        @Example("[{wasm: filters/auth.wasm}]")
        @Doc(
                "What every connection passes, or beside http every request that has a route, in this order and before the filters of its route.")
        List<FilterConfig> filters) {
    private static final Duration HTTP_IDLE = Duration.ofSeconds(60);
    private static final Duration TCP_IDLE = Duration.ofHours(1);

    /** Checks that it is one kind of port, and that its connections have somewhere to go. */
    public ListenerConfig {
        filters = List.copyOf(filters);
        if ((http == null) == (tcp == null)) {
            throw http == null
                    ? new SettingException("http", "missing (expected: exactly one of http and tcp)")
                    : new SettingException("tcp", "beside http (expected: exactly one of http and tcp)");
        }
        if ((tcp == null) != (cluster == null)) {
            throw tcp == null
                    ? new SettingException(
                            "cluster", "beside http (expected: only beside tcp; routes name their clusters)")
                    : new SettingException("cluster", "missing (expected: the name of a cluster)");
        }
    }

    /** HTTP on port 8080 of every interface. */
    public static ListenerConfig defaults() {
        return new ListenerConfig(
                8080,
                null,
                null,
                "0.0.0.0",
                null,
                new ByteSize(16 << 10),
                null,
                Duration.ofSeconds(30),
                10_000,
                List.of());
    }

    /** The same port without filters: they change with the configuration, the rest with a restart. */
    public ListenerConfig withoutFilters() {
        return new ListenerConfig(
                http, tcp, cluster, host, tls, maxHeaderBytes, idleTimeout, requestTimeout, maxConnections, List.of());
    }

    /** The port, whatever comes in there. */
    public int port() {
        return Objects.requireNonNull(http == null ? tcp : http, "port");
    }

    /** After how long without anything a connection closes. */
    public Duration closeAfter() {
        return idleTimeout != null ? idleTimeout : tcp == null ? HTTP_IDLE : TCP_IDLE;
    }

    /** Certificate and key in PEM files. */
    @Doc("TLS of a listener.")
    public record TlsConfig(
            @Example("tls/chain.pem") @Doc("The certificate chain, a PEM file.")
            String certificate,

            @Example("tls/key.pem") @Doc("The private key, a PEM file.")
            String key) {}
}
