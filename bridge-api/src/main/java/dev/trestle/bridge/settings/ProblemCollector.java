package dev.trestle.bridge.settings;

import java.util.List;

/**
 * All problems of one configuration; finds the position of each path in the tree it was made with (the nearest node that exists).
 */
public final class ProblemCollector implements Problems {
    /** Collects problems of the tree below {@code root}. */
    public ProblemCollector(SettingsNode root) {}

    /** What was reported, in order of file, line and column. */
    public List<Problem> list() {
        throw new UnsupportedOperationException();
    }

    /** Reports a problem whose position is known, such as a syntax error. */
    public void add(Problem problem) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void add(String path, String detail) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Problems at(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean any() {
        throw new UnsupportedOperationException();
    }
}
