package dev.trestle.upstream;

import dev.trestle.config.ClusterConfig;
import dev.trestle.config.DnsConfig;
import dev.trestle.config.EndpointConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

    NamedEndpoints(String cluster, ClusterConfig config, NameResolver resolver) {
        this.cluster = cluster;
        this.resolver = resolver;
        DnsConfig dns = config.dns();
        everyAddress = dns != null;
        written = dns == null ? config.endpoints() : List.of(EndpointConfig.of(dns.name()));
        refresh = dns == null ? STATIC_REFRESH : dns.refresh();
    }

    @Override
    public void start(Consumer<EndpointSet> listener) {
        boolean literal = written.stream().allMatch(e -> isLiteral(e.host()));
        if (literal) {
            publish(listener);
            return;
        }
        ScheduledExecutorService resolving = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("trestle-resolve-" + cluster).factory());
        thread = resolving;
        var unused =
                resolving.scheduleWithFixedDelay(() -> publish(listener), 0, refresh.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        ScheduledExecutorService resolving = thread;
        if (resolving != null) {
            resolving.shutdownNow();
        }
    }

    private static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
    }

    private void publish(Consumer<EndpointSet> listener) {
        List<Endpoint> endpoints = new ArrayList<>();
        boolean resolved = false;
        for (EndpointConfig each : written) {
            List<InetAddress> addresses = addresses(each.host());
            resolved |= !addresses.isEmpty();
            for (InetAddress address :
                    everyAddress ? addresses : addresses.stream().limit(1).toList()) {
                endpoints.add(new Endpoint(new InetSocketAddress(address, each.port()), each.weight(), each.labels()));
            }
        }
        EndpointSet set = new EndpointSet(endpoints.stream().distinct().toList(), resolved);
        if (!set.equals(last)) {
            last = set;
            listener.accept(set);
        }
    }

    private List<InetAddress> addresses(String host) {
        try {
            List<InetAddress> found = List.of(resolver.resolve(host)).stream()
                    .sorted(java.util.Comparator.comparing(InetAddress::getHostAddress))
                    .toList();
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
}
