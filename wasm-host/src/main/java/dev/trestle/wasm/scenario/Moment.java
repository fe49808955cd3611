package dev.trestle.wasm.scenario;

import dev.trestle.filter.Callouts;
import dev.trestle.wasm.World.LocalReply;
import dev.trestle.wasm.World.Side;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one step came to.
 *
 * @param said what the module said at the end of its callback; null if the step has none
 * @param lost why the instance broke off, or null
 * @param log its lines, as {@code LEVEL message}
 * @param sent requests of its own
 * @param replies what it answered by itself
 * @param resumed what it went on with
 * @param closed what it closed
 * @param metrics all of them, afterwards
 * @param sharedData what is shared under a key, or null
 * @param properties what the module has set for the stream, or null
 */
record Moment(
        Expectation.@Nullable Said said,
        @Nullable String lost,
        List<String> log,
        List<Callouts.Request> sent,
        List<LocalReply> replies,
        List<Side> resumed,
        List<Side> closed,
        Map<String, Long> metrics,
        Function<String, byte @Nullable []> sharedData,
        Function<String, byte @Nullable []> properties) {}
