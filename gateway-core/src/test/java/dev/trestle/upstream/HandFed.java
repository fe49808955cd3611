package dev.trestle.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source that tells what a test says, when it says it. */
final class HandFed implements EndpointSource {
    private @Nullable Consumer<EndpointSet> listener;
    private @Nullable EndpointSet last;

    void set(String... endpoints) {
        setWeight(1, endpoints);
    }

    void setWeight(int weight, String... endpoints) {
        List<Endpoint> list = new ArrayList<>();
        for (String each : endpoints) {
            int port = Integer.parseInt(each.substring(each.indexOf(':') + 1));
            list.add(new Endpoint(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), weight, Map.of()));
        }
        set(new EndpointSet(list, true));
    }

    synchronized void set(EndpointSet set) {
        last = set;
        if (listener != null) {
            listener.accept(set);
        }
    }

    @Override
    public synchronized void start(Consumer<EndpointSet> told) {
        listener = told;
        if (last != null) {
            told.accept(last);
        }
    }

    @Override
    public synchronized void close() {
        listener = null;
    }
}
