package dev.trestle.filter;

/** Whether more follows of a message, or of one direction of a connection. */
public enum Rest {
    /** More follows, or may follow. */
    MORE,
    /** This is the end. */
    END
}
