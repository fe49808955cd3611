package dev.trestle.app.explain;

import dev.trestle.app.tap.AnnotatedFrame;
import dev.trestle.runtime.DryReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call that was made.
 *
 * @param endpoint which answered; null when none was reached
 * @param requests the frames that went out
 * @param replies the frames that came back, of all attempts
 * @param reply what the client got
 */
public record Sent(
        @Nullable String endpoint,
        int attempts,
        long totalMicros,
        List<AnnotatedFrame> requests,
        List<AnnotatedFrame> replies,
        DryReply reply) {}
