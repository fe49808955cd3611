package dev.trestle.source;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.ProblemCollector;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the texts of a configuration, before there is one tree of them. */
final class Findings {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> lost = new ArrayList<>();
    private boolean whole = true;

    void add(Position position, String path, String detail) {
        problems.add(new Problem(position, path, detail));
    }

    /** A value that could not be had. */
    void lose(Position position, String path, String detail) {
        lost.add(new Problem(position, path, detail));
    }

    /** A text that could not be read at all. */
    void loseText(Position position, String detail) {
        loseSection(position, "", detail);
    }

    /** A part at the root that could not be read: what it may have defined is not known to be missing. */
    void loseSection(Position position, String path, String detail) {
        add(position, path, detail);
        whole = false;
    }

    /** Whether all that was written is in the tree. */
    boolean whole() {
        return whole;
    }

    void into(ProblemCollector collector) {
        problems.forEach(collector::add);
        lost.forEach(collector::lose);
    }
}
