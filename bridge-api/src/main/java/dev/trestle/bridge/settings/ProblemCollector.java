package dev.trestle.bridge.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All problems of one configuration; finds the position of each path in the tree it was made with (the nearest node that exists).
 * No secret of that tree is shown by any of them.
 */
public final class ProblemCollector implements Problems {
    private final SettingsNode root;
    private final List<Problem> found = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final Secrets secrets;

    /** Collects problems of the tree below {@code root}. */
    public ProblemCollector(SettingsNode root) {
        this.root = root;
        this.secrets = Secrets.of(root);
    }

    /** What was reported, in order of file, line and column. */
    public List<Problem> list() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparing((Problem p) -> p.position().file())
                .thenComparingInt(p -> p.position().line())
                .thenComparingInt(p -> p.position().column()));
        return List.copyOf(sorted);
    }

    /** Reports a problem whose position is known, such as a syntax error. Nothing more is said of a value that is lost. */
    public void add(Problem reported) {
        Problem problem = new Problem(reported.position(), reported.path(), secrets.mask(reported.detail()));
        boolean follows = lost.stream().anyMatch(path -> SettingsPath.isWithin(problem.path(), path));
        if (!follows && !found.contains(problem)) {
            found.add(problem);
        }
    }

    /** Reports a value that could not be had at all: whatever else is wrong with it only follows from that. */
    public void lose(Problem problem) {
        add(problem);
        lost.add(problem.path());
    }

    @Override
    public void add(String path, String detail) {
        add(new Problem(SettingsPath.position(root, path), path, detail));
    }

    @Override
    public Problems at(String path) {
        return new Below(path);
    }

    @Override
    public boolean any() {
        return !found.isEmpty();
    }

    /** The same collector, some way down. */
    private final class Below implements Problems {
        private final String prefix;

        Below(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void add(String path, String detail) {
            ProblemCollector.this.add(SettingsPath.join(prefix, path), detail);
        }

        @Override
        public Problems at(String path) {
            return new Below(SettingsPath.join(prefix, path));
        }

        @Override
        public boolean any() {
            return ProblemCollector.this.any();
        }
    }
}
