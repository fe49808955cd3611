package dev.trestle.wasm.scenario;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.World.Fields;
import dev.trestle.wasm.World.LocalReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened in a step, in lines for people. */
final class Happenings {
    private Happenings() {}

    /** What a step shows. */
    static String title(Step step) {
        if (step.event() != null) {
            return Texts.word(step.event());
        }
        if (step.calloutReply() != null) {
            return "calloutReply "
                    + (step.calloutReply().fails()
                            ? "fails"
                            : step.calloutReply().status());
        }
        if (step.tick() != null) {
            return "tick " + step.tick();
        }
        return step.requestHeaders() != null
                ? "requestHeaders"
                : step.requestBody() != null
                        ? "requestBody"
                        : step.requestTrailers() != null
                                ? "requestTrailers"
                                : step.responseHeaders() != null ? "responseHeaders" : rest(step);
    }

    private static String rest(Step step) {
        if (step.responseBody() != null) {
            return "responseBody";
        }
        if (step.responseTrailers() != null) {
            return "responseTrailers";
        }
        return step.downstreamData() != null ? "downstreamData" : "upstreamData";
    }

    static List<String> of(Moment moment) {
        List<String> lines = new ArrayList<>();
        if (moment.said() != null) {
            lines.add("action: " + Texts.word(moment.said()));
        }
        moment.log().forEach(line -> lines.add("log: " + line));
        for (Callouts.Request each : moment.sent()) {
            String title = "callout to " + each.upstream() + " within "
                    + each.timeout().toMillis() + "ms";
            lines.add(message(title, each.headers(), each.body()));
        }
        for (LocalReply each : moment.replies()) {
            lines.add(message("reply " + each.status(), each.headers(), each.body()));
        }
        Texts.words(moment.resumed()).forEach(side -> lines.add("resumed: " + side));
        Texts.words(moment.closed()).forEach(side -> lines.add("closed: " + side));
        if (moment.lost() != null) {
            lines.add("lost: " + moment.lost());
        }
        return lines;
    }

    private static String message(String title, FieldMap headers, byte[] body) {
        List<String> parts = new ArrayList<>();
        parts.add(title);
        parts.addAll(Texts.lines(headers));
        if (body.length > 0) {
            parts.add("body " + Texts.of(body));
        }
        return String.join(", ", parts);
    }

    /** The fields before the module saw them: those of the step itself, or as the last step left them. */
    static List<String> shown(Step step, Fields which, List<String> before) {
        Map<String, Step.FieldValue> written = switch (which) {
            case REQUEST_HEADERS -> headers(step.requestHeaders());
            case REQUEST_TRAILERS -> step.requestTrailers();
            case RESPONSE_HEADERS -> headers(step.responseHeaders());
            case RESPONSE_TRAILERS -> step.responseTrailers();
        };
        return written == null ? before : Texts.lines(Texts.fields(written));
    }

    private static @Nullable Map<String, Step.FieldValue> headers(Step.@Nullable Head head) {
        return head == null ? null : head.headers();
    }

    /** What was taken away, and what was added. */
    static List<String> changes(String what, List<String> before, List<String> after) {
        List<String> lines = new ArrayList<>();
        List<String> added = new ArrayList<>(after);
        for (String line : before) {
            if (!added.remove(line)) {
                lines.add(what + " - " + line);
            }
        }
        added.forEach(line -> lines.add(what + " + " + line));
        return lines;
    }
}
