package dev.trestle.upstream;

/** A connection that several share. On its event loop only. */
public interface SharedLine {
    /** Opens it; called once, before anything else. */
    void open();

    /** Whether it is still on its way. */
    boolean isOpening();

    /** How many use it. */
    int users();

    /** Ends it, and whatever uses it. */
    void close(String reason);
}
