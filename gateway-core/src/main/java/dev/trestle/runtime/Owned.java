package dev.trestle.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What begins and is closed with the configuration it was made for, once. Thread safe. */
final class Owned {
    private static final Logger LOG = LoggerFactory.getLogger(Owned.class);

    private final List<Consumer<List<ScheduledExecutorService>>> starts = new ArrayList<>();
    private final List<Runnable> closes = new ArrayList<>();

    synchronized void add(Consumer<List<ScheduledExecutorService>> start, Runnable close) {
        starts.add(start);
        closes.add(close);
    }

    /** It serves, on these loops. A defect of one keeps none of the others from it. */
    synchronized void serve(List<ScheduledExecutorService> loops) {
        starts.forEach(start -> quietly("serve", () -> start.accept(loops)));
        starts.clear();
    }

    /** A defect of one keeps none of the others open. */
    synchronized void close() {
        closes.forEach(close -> quietly("close", close));
        closes.clear();
    }

    private static void quietly(String what, Runnable hook) {
        try {
            hook.run();
        } catch (RuntimeException defect) {
            LOG.error("a filter failed in {}", what, defect);
        }
    }
}
