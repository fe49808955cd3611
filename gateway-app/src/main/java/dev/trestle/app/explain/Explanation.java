package dev.trestle.app.explain;

import dev.trestle.app.tap.AnnotatedFrame;
import dev.trestle.app.tap.CallArgument;
import dev.trestle.runtime.DryReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request.
 *
 * @param route the route that gets it; null when none does
 * @param near routes that do not, the closest first
 * @param arguments of the call, in its order; empty where they could not be read
 * @param request what goes to the service; null when nothing does
 * @param answer what the client gets without the service: a problem, or the reply of a one-way call; null for none
 * @param sent what came of it; null when it was not sent
 */
public record Explanation(
        Question question,
        @Nullable Found route,
        List<Near> near,
        List<CallArgument> arguments,
        @Nullable AnnotatedFrame request,
        @Nullable DryReply answer,
        @Nullable Sent sent) {
    /** A route that matches. */
    public record Found(
            String id,
            String pattern,
            String position,
            String call,
            String cluster,
            String protocol,
            String endpoints) {}

    /** A route that does not match, and why. */
    public record Near(String id, String pattern, String position, List<String> reasons) {}

    /** The same with what came of sending it. */
    public Explanation with(Sent outcome) {
        return new Explanation(question, route, near, arguments, request, answer, outcome);
    }

    /** The status the client gets, as far as it is known; 0 while the service has not been asked. */
    public int status() {
        if (sent != null) {
            return sent.reply().status();
        }
        return answer == null ? 0 : answer.status();
    }
}
