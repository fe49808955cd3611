package dev.trestle.config;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Range;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One port that takes HTTP requests. */
@Doc("A port that takes HTTP/1.1 and HTTP/2 requests.")
public record ListenerConfig(
        @Range(min = 0, max = 65535) @Example("8080") @Doc("The port; 0 for any free one.")
        int http,

        @Default("0.0.0.0") @Doc("The address to bind.") String host,

        @Doc("Certificate and key; HTTP/2 is then negotiated. Without it: clear text, HTTP/1.1 and h2c.") @Nullable
        TlsConfig tls,

        @Default("16KiB")
        @Range(min = 1024, max = 1048576)
        @Doc("The most bytes of request line and headers; 431 beyond.")
        ByteSize maxHeaderBytes,

        @Default("60s") @Range(min = 1, max = 86400000) @Doc("An idle client connection closes after this time.")
        Duration idleTimeout,

        @Default("30s")
        @Range(min = 1, max = 86400000)
        @Doc("The most time a client may take to send one request; 408 beyond.")
        Duration requestTimeout,

        @Example("[{wasm: filters/auth.wasm}]")
        @Doc("What every request that has a route passes, in this order, before the filters of its route.")
        List<FilterConfig> filters) {
    /** Copies. */
    public ListenerConfig {
        filters = List.copyOf(filters);
    }

    /** HTTP on port 8080 of every interface. */
    public static ListenerConfig defaults() {
        return new ListenerConfig(
                8080,
                "0.0.0.0",
                null,
                new ByteSize(16 << 10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(30),
                List.of());
    }

    /** The same port without filters: they change with the configuration, the rest with a restart. */
    public ListenerConfig withoutFilters() {
        return new ListenerConfig(http, host, tls, maxHeaderBytes, idleTimeout, requestTimeout, List.of());
    }

    /** Certificate and key in PEM files. */
    @Doc("TLS of a listener.")
    public record TlsConfig(
            @Example("tls/chain.pem") @Doc("The certificate chain, a PEM file.")
            String certificate,

            @Example("tls/key.pem") @Doc("The private key, a PEM file.")
            String key) {}
}
