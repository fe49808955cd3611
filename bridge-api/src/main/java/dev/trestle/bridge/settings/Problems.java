package dev.trestle.bridge.settings;

/**
 * Collects problems below one node of the settings. Not thread safe; used while a configuration compiles.
 */
public interface Problems {
    /**
     * Reports a problem.
     *
     * @param path relative to this collector's node: {@code args[0].type}; empty for the node itself
     * @param detail the value and what was expected
     */
    void add(String path, String detail);

    /** The collector of a node below: {@code at("args[0]")}. */
    Problems at(String path);

    /** The collector of what stands under a key that somebody chose, and that may hold dots or blanks: {@code key("X.Trace")}. */
    default Problems key(String name) {
        return at(SettingsPath.key(name));
    }

    /** Whether anything was reported here or elsewhere in the same configuration. */
    boolean any();

    /** Takes what is said elsewhere, or only follows from that. Thread safe. */
    static Problems unheard() {
        return Unheard.PROBLEMS;
    }
}
