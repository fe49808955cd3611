package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.Doc;

/** What becomes of request fields that no argument reads: keys of the body, query parameters. */
public enum UnknownFields {
    @Doc("400, naming each of them.")
    REJECT,
    @Doc("They are not sent on.")
    IGNORE
}
