package dev.trestle.tcp;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of one listener's connections to one cluster. Thread safe. */
final class Traffic {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder bytesIn = new LongAdder();
    private final LongAdder bytesOut = new LongAdder();
    private final Map<ConnectionEnd, LongAdder> ended = new EnumMap<>(ConnectionEnd.class);

    Traffic() {
        for (ConnectionEnd end : ConnectionEnd.values()) {
            ended.put(end, new LongAdder());
        }
    }

    void onAccepted() {
        accepted.increment();
    }

    void onBytesIn(int count) {
        bytesIn.add(count);
    }

    void onBytesOut(int count) {
        bytesOut.add(count);
    }

    void onEnded(ConnectionEnd end) {
        LongAdder counter = ended.get(end);
        if (counter != null) {
            counter.increment();
        }
    }

    TcpStatus status(String listener, String cluster) {
        Map<ConnectionEnd, Long> ends = new EnumMap<>(ConnectionEnd.class);
        ended.forEach((end, counter) -> {
            if (counter.sum() > 0) {
                ends.put(end, counter.sum());
            }
        });
        // The ended are read first: what ends in between is still open here, and never ended before it was accepted.
        long over = ends.values().stream().mapToLong(Long::longValue).sum();
        long begun = accepted.sum();
        return new TcpStatus(listener, cluster, begun - over, begun, bytesIn.sum(), bytesOut.sum(), ends);
    }
}
