package dev.trestle.runtime;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is closed with the configuration it was made for, once. Thread safe. */
final class Owned {
    private static final Logger LOG = LoggerFactory.getLogger(Owned.class);

    private final List<Runnable> closes = new ArrayList<>();

    synchronized void add(Runnable close) {
        closes.add(close);
    }

    /** A defect of one keeps none of the others open. */
    synchronized void close() {
        for (Runnable close : closes) {
            try {
                close.run();
            } catch (RuntimeException defect) {
                LOG.error("a filter failed in close", defect);
            }
        }
        closes.clear();
    }
}
