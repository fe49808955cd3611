package dev.trestle.bridge;

import java.util.List;

/**
 * Metrics with names that the gateway does not know beforehand, such as those which modules define. A factory of codecs or of filters
 * that has some is a source too. Thread safe; asked at each scrape.
 */
public interface MetricSource {
    /** All as they are now, each kind and name once, in the order in which they were made. Their number is bounded. */
    List<Metric> metrics();

    /** One metric. */
    sealed interface Metric {
        /** As it was named: any text. */
        String name();
    }

    /**
     * What only goes up.
     *
     * @param value since it was made
     */
    record Counter(String name, long value) implements Metric {}

    /**
     * What goes up and down.
     *
     * @param value as it is now
     */
    record Gauge(String name, long value) implements Metric {}

    /**
     * How the recorded values are distributed.
     *
     * @param buckets with growing bounds, the last one infinite; the bounds are the same for all histograms
     * @param sum of all values
     */
    record Histogram(String name, List<Bucket> buckets, double sum) implements Metric {}

    /**
     * A part of a distribution.
     *
     * @param upTo the greatest value it has
     * @param count how many values it has that the one before has not
     */
    record Bucket(double upTo, long count) {}
}
