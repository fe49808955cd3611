package dev.trestle.bridge.mapping;

/** What an absent value becomes where neither {@code required} nor {@code default} decides. */
public enum WhenMissing {
    /** The protocol's null. */
    NULL,
    /** Nothing is sent: the field stays out of its object. */
    OMIT,
    /** 400, naming the field: the same as {@code required: true}. */
    ERROR
}
