package dev.trestle.app.otlp;

import dev.trestle.bridge.http.TraceContext;
import dev.trestle.exchange.Trace;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Says which exchanges are traced: those whose clients have decided so, and some of those whose clients decide nothing. Thread safe. */
final class Sampler {
    private static final int SAMPLED = 1;
    private static final int RANDOM = 2;

    private final int oneIn;

    Sampler(int oneIn) {
        this.oneIn = oneIn;
    }

    /** The trace of an exchange whose client is at {@code client}. */
    Trace trace(@Nullable TraceContext client) {
        if (client != null && !client.isSampled()) {
            return Trace.passed(client);
        }
        TraceContext own = client == null ? fresh() : client.child(id());
        return new Trace(client == null ? null : client.spanId(), own, own.child(id()));
    }

    private TraceContext fresh() {
        boolean sampled = ThreadLocalRandom.current().nextInt(oneIn) == 0;
        return new TraceContext(id() + id(), id(), RANDOM | (sampled ? SAMPLED : 0), "");
    }

    /** Eight random bytes in hex, never all zero. */
    static String id() {
        long bits = 0;
        while (bits == 0) {
            bits = ThreadLocalRandom.current().nextLong();
        }
        return HexFormat.of().toHexDigits(bits);
    }
}
