package dev.trestle.wasm.scenario;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.wasm.Action;
import dev.trestle.wasm.World;
import dev.trestle.wasm.scenario.Step.FieldValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is expected after a step. */
@Doc("What is expected; what is not written is not looked at.")
public record Expectation(
        @Doc("What the module says at the end of the callback.") @Nullable
        Said action,

        @Doc("The request's fields afterwards.") Map<String, FieldValue> requestHeaders,

        @Doc("The body's bytes afterwards: what goes on, or is held.") @Nullable
        TextMatch requestBody,

        @Doc("The request's trailers afterwards.") Map<String, FieldValue> requestTrailers,
        @Doc("The response's fields afterwards.") Map<String, FieldValue> responseHeaders,
        @Doc("The body's bytes afterwards.") @Nullable TextMatch responseBody,
        @Doc("The response's trailers afterwards.") Map<String, FieldValue> responseTrailers,
        @Doc("The client's bytes afterwards.") @Nullable TextMatch downstreamData,
        @Doc("The upstream's bytes afterwards.") @Nullable TextMatch upstreamData,

        @Example("[\"configured\"]")
        @Doc(
                "Parts of lines that are logged in this step, in this order; others may stand between. An empty list: no line at all.")
        @Nullable
        List<String> log,

        @Doc("The values of metrics afterwards: of a counter or gauge, or the last one of a histogram.")
        Map<String, Long> metrics,

        @Doc("The requests that the module sends in this step, all of them, in this order.") @Nullable
        List<Callout> callouts,

        @Doc("What the module answers by itself in this step.") @Nullable
        Reply reply,

        @Doc("What the module goes on with in this step, besides the message it is shown.") @Nullable
        List<World.Side> resumed,

        @Doc("What the module closes in this step.") @Nullable
        List<World.Side> closed,

        @Doc("Shared data afterwards.") Map<String, TextMatch> sharedData,

        @Doc("Properties that the module has set for the stream.")
        Map<String, TextMatch> properties,

        @Doc("The module breaks off in this step, for this reason. Otherwise it is expected not to.") @Nullable
        TextMatch lost) {
    /** What a module says at the end of a callback. */
    public enum Said {
        @Doc("Go on.")
        CONTINUE,
        @Doc("Hold what was shown, and what comes behind it.")
        PAUSE,
        @Doc("Hold the headers; the body behind them is shown all the same.")
        PAUSE_HEADERS,
        @Doc("Hold, and forget the bytes that were shown.")
        DROP,
        @Doc("Go on, and end the stream here.")
        END_STREAM,
        @Doc("Nothing: it has answered by itself.")
        REPLY,
        @Doc("Nothing: it was not asked, since it holds what comes before.")
        NOT_SHOWN;

        static Said of(Action action) {
            return switch (action) {
                case CONTINUE -> CONTINUE;
                case HOLD -> PAUSE;
                case HOLD_HEADERS -> PAUSE_HEADERS;
                case DROP -> DROP;
                case END_STREAM -> END_STREAM;
                case REPLIED -> REPLY;
            };
        }
    }

    /** A request of the module's own. */
    @Doc("A request that the module sends.")
    public record Callout(
            @Doc("To which cluster.") @Nullable TextMatch cluster,
            @Doc("Its fields, with pseudo-headers.") Map<String, FieldValue> headers,
            @Doc("Its body.") @Nullable TextMatch body,

            @Doc("How long it waits for its answer.") @Nullable
            Duration timeout) {}

    /** An answer of the module's own. */
    @Doc("An answer that the module makes by itself.")
    public record Reply(
            @Doc("Its status.") @Nullable Integer status,
            @Doc("Its other fields.") Map<String, FieldValue> headers,
            @Doc("Its body.") @Nullable TextMatch body) {}
}
