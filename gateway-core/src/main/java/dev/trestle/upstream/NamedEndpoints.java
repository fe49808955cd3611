package dev.trestle.upstream;

import dev.trestle.config.ClusterConfig;
import dev.trestle.config.DnsConfig;
import dev.trestle.config.EndpointConfig;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Endpoints by address or name, from the configuration. Names are resolved on a thread of their own, again and again; a failed
 * resolution keeps the last good answer. Addresses that are no names cost no thread.
 */
final class NamedEndpoints implements EndpointSource {
    private static final Logger LOG = LoggerFactory.getLogger(NamedEndpoints.class);
    private static final Duration STATIC_REFRESH = Duration.ofSeconds(30);

    private final String cluster;
    private final List<EndpointConfig> written;
    private final boolean everyAddress;
    private final Duration refresh;
    private final NameResolver resolver;
    private final Map<String, List<InetAddress>> lastGood = new HashMap<>();
    private final Set<String> failing = new LinkedHashSet<>();
    private @Nullable ScheduledExecutorService thread;
    private @Nullable EndpointSet last;

    /** Resolves a host name; blocks. */
    @FunctionalInterface
    interface NameResolver {
        /** Every address of {@code host}. */
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    NamedEndpoints(String cluster, ClusterConfig config, NameResolver resolver, Duration refresh) {
        this.cluster = cluster;
        this.resolver = resolver;
        this.refresh = refresh;
        DnsConfig dns = config.dns();
        everyAddress = dns != null;
        written = dns == null ? config.endpoints() : List.of(EndpointConfig.of(dns.name()));
    }

    /** By the machine's resolver. */
    static NamedEndpoints of(String cluster, ClusterConfig config) {
        DnsConfig dns = config.dns();
        return new NamedEndpoints(
                cluster, config, InetAddress::getAllByName, dns == null ? STATIC_REFRESH : dns.refresh());
    }

    @Override
    public void start(Consumer<EndpointSet> listener) {
        List<EndpointConfig> literal =
                written.stream().filter(e -> isLiteral(e.host())).toList();
        if (!literal.isEmpty()) {
            publish(literal, listener);
        }
        if (literal.size() == written.size()) {
            return;
        }
        ScheduledExecutorService resolving = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("trestle-resolve-" + cluster).factory());
        thread = resolving;
        var unused =
                resolving.scheduleWithFixedDelay(() -> refresh(listener), 0, refresh.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        ScheduledExecutorService resolving = thread;
        if (resolving != null) {
            resolving.shutdownNow();
        }
    }

    private static boolean isLiteral(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private void refresh(Consumer<EndpointSet> listener) {
        try {
            publish(written, listener);
        } catch (RuntimeException failed) {
            LOG.error("cluster {}: resolving its names failed; the last addresses stay", cluster, failed);
        }
    }

    private void publish(List<EndpointConfig> configured, Consumer<EndpointSet> listener) {
        Map<InetSocketAddress, Endpoint> endpoints = new LinkedHashMap<>();
        boolean resolved = false;
        for (EndpointConfig each : configured) {
            List<InetAddress> addresses = addresses(each.host());
            resolved |= !addresses.isEmpty();
            for (InetAddress ip : addresses) {
                InetSocketAddress address = new InetSocketAddress(ip, each.port());
                endpoints.putIfAbsent(address, new Endpoint(address, each.weight(), each.labels()));
            }
        }
        EndpointSet set = new EndpointSet(List.copyOf(endpoints.values()), resolved);
        if (!set.equals(last)) {
            last = set;
            listener.accept(set);
        }
    }

    private List<InetAddress> addresses(String host) {
        try {
            List<InetAddress> found = chosen(List.of(resolver.resolve(host)), lastGood.getOrDefault(host, List.of()));
            lastGood.put(host, found);
            if (failing.remove(host)) {
                LOG.info("cluster {}: {} resolves again", cluster, host);
            }
            return found;
        } catch (UnknownHostException unknown) {
            if (failing.add(host)) {
                LOG.warn("cluster {}: {} does not resolve; its last addresses stay", cluster, host);
            }
            return lastGood.getOrDefault(host, List.of());
        }
    }

    /**
     * All of them in a stable order, or for one endpoint the resolver's first choice; name servers turn their answers round, so
     * an address once taken is kept as long as it is among them.
     */
    private List<InetAddress> chosen(List<InetAddress> found, List<InetAddress> before) {
        if (everyAddress) {
            return found.stream()
                    .sorted(Comparator.comparing(InetAddress::getHostAddress))
                    .toList();
        }
        return !before.isEmpty() && found.containsAll(before) ? before : found.subList(0, Math.min(1, found.size()));
    }
}
