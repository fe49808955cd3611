package dev.trestle.filter;

/** Who closed a connection. */
public enum ClosedBy {
    /** Nobody can tell. */
    UNKNOWN,
    /** This gateway. */
    GATEWAY,
    /** The other end. */
    PEER
}
