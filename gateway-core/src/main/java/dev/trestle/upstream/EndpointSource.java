package dev.trestle.upstream;

import java.util.function.Consumer;

/** Where a cluster's endpoints come from: a static list, DNS, a registry. */
public interface EndpointSource extends AutoCloseable {
    /** Starts to tell {@code listener} of every change, at once with what is known already; from any one thread at a time. */
    void start(Consumer<EndpointSet> listener);

    /** Stops; nothing is told afterwards. */
    @Override
    void close();
}
