package dev.trestle.codec.thrift;

import dev.trestle.bridge.settings.Problems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps what is wrong first, for one line that says it, and counts the rest. */
final class FirstProblem implements Problems {
    private @Nullable String first;
    private int count;

    @Override
    public void add(String path, String detail) {
        first = first == null ? detail : first;
        count++;
    }

    @Override
    public Problems at(String path) {
        return this;
    }

    @Override
    public boolean any() {
        return count > 0;
    }

    String message(Path file) {
        String more = count > 1 ? " (and " + (count - 1) + " more)" : "";
        return file + " is no IDL that routes can use: " + first + more;
    }
}
