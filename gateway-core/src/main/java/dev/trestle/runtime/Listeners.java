package dev.trestle.runtime;

import dev.trestle.bridge.settings.Problems;
import dev.trestle.config.ListenerConfig;
import dev.trestle.exchange.HttpExchanges;
import dev.trestle.source.LoadedConfig;
import dev.trestle.tcp.ConnectionListener;
import dev.trestle.tcp.TcpListener;
import dev.trestle.tcp.TcpStatus;
import dev.trestle.tcp.TcpTargets;
import dev.trestle.upstream.EventLoops;
import io.netty.handler.ssl.SslContext;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bound ports, from the start of the gateway to its stop. */
final class Listeners {
    private final EventLoops loops;
    private final HttpExchanges exchanges;
    private final TcpTargets targets;
    private final ConnectionListener observer;
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<HttpListener> http = new ArrayList<>();
    private final List<TcpListener> tcp = new ArrayList<>();

    Listeners(EventLoops loops, HttpExchanges exchanges, TcpTargets targets, ConnectionListener observer) {
        this.loops = loops;
        this.exchanges = exchanges;
        this.targets = targets;
        this.observer = observer;
    }

    /** Binds {@code configs}, which are those of {@code loaded}; {@code port} overrides that of the first listener for requests. */
    void bind(List<ListenerConfig> configs, LoadedConfig loaded, @Nullable Integer port) {
        for (int i = 0; i < configs.size(); i++) {
            ListenerConfig each = configs.get(i);
            if (each.tcp() != null) {
                InetSocketAddress address = new InetSocketAddress(each.host(), each.port());
                TcpListener bound = new TcpListener(i, address, loops, targets, observer);
                tcp.add(bound);
                addresses.add(bound.address());
            } else {
                SslContext tls = tls(each.tls(), loaded, loaded.problems().at("listeners[" + i + "].tls"));
                int wanted = port == null || !http.isEmpty() ? each.port() : port;
                HttpListener bound = new HttpListener(each, wanted, tls, loops, exchanges, i);
                http.add(bound);
                addresses.add(bound.address());
            }
        }
    }

    private static @Nullable SslContext tls(
            ListenerConfig.@Nullable TlsConfig config, LoadedConfig loaded, Problems at) {
        SslContext context = config == null ? null : ListenerTls.context(config, loaded.files(), at);
        if (config != null && context == null) {
            // The files have changed since they were checked; never serve in clear text instead.
            throw new RejectedConfigException(loaded.problems().list());
        }
        return context;
    }

    /** Where they are bound, in the order of the configuration. */
    List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** What passed through those for connections. */
    List<TcpStatus> status() {
        return tcp.stream().flatMap(each -> each.status().stream()).toList();
    }

    /** Connections whose bytes pass through. */
    int connections() {
        return tcp.stream().mapToInt(TcpListener::open).sum();
    }

    void unbind() {
        http.forEach(HttpListener::unbind);
        tcp.forEach(TcpListener::unbind);
    }

    /** Whether something accepted here is still under way, besides exchanges. */
    boolean areBusy() {
        return connections() > 0 || http.stream().anyMatch(HttpListener::owesBytes);
    }

    void closeClients() {
        http.forEach(HttpListener::closeClients);
        tcp.forEach(TcpListener::closeConnections);
    }
}
