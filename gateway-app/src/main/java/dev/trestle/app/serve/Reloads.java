package dev.trestle.app.serve;

import dev.trestle.app.GatewayState.Rejection;
import dev.trestle.bridge.settings.Problem;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what became of each change of the routes, and says it once in the log. Written by the watch's thread, read by any.
 */
final class Reloads {
    private static final Logger LOG = LoggerFactory.getLogger(Reloads.class);
    private static final int SHOWN = 5;

    private final Clock clock;
    private volatile @Nullable Rejection last;
    private volatile long rejected;

    Reloads(Clock clock) {
        this.clock = clock;
    }

    /** The last refused change, or null. */
    @Nullable
    Rejection last() {
        return last;
    }

    /** Refused changes since the start. */
    long rejected() {
        return rejected;
    }

    /** A change was taken as {@code generation}. */
    void accepted(long generation) {
        Rejection before = last;
        boolean recovered = before != null && before.recoveredAt() == null;
        if (before != null && recovered) {
            last = new Rejection(before.rejectedAt(), clock.instant(), before.problems());
        }
        LOG.info("routes changed: generation {} serves{}", generation, recovered ? ", the problems are gone" : "");
    }

    /** A change was refused; {@code generation} goes on. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void refused(List<Problem> problems, long generation) {
        last = new Rejection(clock.instant(), null, problems);
        rejected++;
        String shown = problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining(" | "));
        int hidden = problems.size() - SHOWN;
        LOG.warn(
                "change of the routes refused, generation {} goes on; problems: {}: {}{}",
                generation,
                problems.size(),
                shown,
                hidden > 0 ? " | and " + hidden + " more, see /admin/problems" : "");
    }
}
