package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.Doc;

/** What an absent value becomes where neither {@code required} nor {@code default} decides. */
public enum WhenMissing {
    @Doc("The protocol's null.")
    NULL,
    @Doc("Nothing is sent: the field stays out of its object.")
    OMIT,
    @Doc("400, naming the field: the same as required: true.")
    ERROR
}
