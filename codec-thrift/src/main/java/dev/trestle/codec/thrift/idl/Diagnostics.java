package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problems;
import org.jspecify.annotations.Nullable;

/** Gathers what is wrong with an IDL and its includes, each with its own position. */
final class Diagnostics {
    private static final int MAX_PROBLEMS = 50;

    private final Problems problems;
    private int count;

    Diagnostics(Problems problems) {
        this.problems = problems;
    }

    /** A null position is that of the setting. */
    void add(@Nullable Position position, String detail) {
        count++;
        if (count <= MAX_PROBLEMS) {
            problems.add("", position == null ? detail : position + ": " + detail);
        } else if (count == MAX_PROBLEMS + 1) {
            problems.add("", "more than " + MAX_PROBLEMS + " problems in the IDL; the rest is not shown");
        }
    }

    boolean any() {
        return count > 0;
    }
}
