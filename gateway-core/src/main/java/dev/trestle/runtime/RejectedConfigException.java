package dev.trestle.runtime;

import dev.trestle.bridge.settings.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration with problems; nothing of it is in use. */
public final class RejectedConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Refused for these reasons. */
    public RejectedConfigException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")), null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** Every problem. */
    public List<Problem> problems() {
        return problems;
    }
}
