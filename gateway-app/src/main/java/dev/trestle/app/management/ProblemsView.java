package dev.trestle.app.management;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.trestle.app.GatewayState;
import dev.trestle.app.GatewayState.Rejection;
import dev.trestle.bridge.settings.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /admin/problems}.
 *
 * @param generation the configuration that serves
 * @param problems what keeps the files as they are now from being served; empty when they are served
 * @param lastRejected the last change that was refused, also after a later one was accepted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProblemsView(
        long generation, List<Entry> problems, @Nullable Rejected lastRejected) {
    static ProblemsView of(GatewayState state) {
        Rejection rejection = state.lastRejection();
        if (rejection == null) {
            return new ProblemsView(state.generation(), List.of(), null);
        }
        List<Entry> entries = rejection.problems().stream().map(Entry::of).toList();
        boolean recovered = rejection.recoveredAt() != null;
        Rejected rejected = new Rejected(rejection.rejectedAt().toString(), text(rejection.recoveredAt()), entries);
        return new ProblemsView(state.generation(), recovered ? List.of() : entries, rejected);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /**
     * A refused change.
     *
     * @param at when, ISO-8601
     * @param recoveredAt when a later change was accepted; absent while the files are still wrong
     * @param problems why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Rejected(String at, @Nullable String recoveredAt, List<Entry> problems) {}

    /**
     * One problem.
     *
     * @param file where
     * @param line 1-based, 0 when unknown
     * @param column 1-based, 0 when unknown
     * @param path of the value
     * @param detail the value and what was expected
     */
    record Entry(String file, int line, int column, String path, String detail) {
        static Entry of(Problem problem) {
            return new Entry(
                    problem.position().file(),
                    problem.position().line(),
                    problem.position().column(),
                    problem.path(),
                    problem.detail());
        }
    }
}
