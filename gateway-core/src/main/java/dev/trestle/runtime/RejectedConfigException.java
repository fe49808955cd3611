package dev.trestle.runtime;

import dev.trestle.bridge.settings.Problem;
import java.util.List;

/** A configuration with problems; nothing of it is in use. */
public final class RejectedConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** Refused for these reasons. */
    public RejectedConfigException(List<Problem> problems) {
        super(problems.size() + " problems", null, false, false);
        this.problems = List.copyOf(problems);
    }

    /** Every problem. */
    public List<Problem> problems() {
        return problems;
    }
}
