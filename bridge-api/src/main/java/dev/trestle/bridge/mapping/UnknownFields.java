package dev.trestle.bridge.mapping;

/** What becomes of request fields that no argument reads: keys of the body, query parameters. */
public enum UnknownFields {
    /** 400, naming each of them. */
    REJECT,
    /** They are not sent on. */
    IGNORE
}
