package dev.trestle.wasm;

/** What a plugin says at the end of a callback. */
public enum Action {
    /** Go on. */
    CONTINUE,
    /** Go on and end the stream here. */
    END_STREAM,
    /** Hold what was shown; the data behind it is still shown. */
    HOLD_HEADERS,
    /** Hold this and all behind it until the plugin resumes it; data gathers. */
    HOLD,
    /** Hold, and forget the data that was shown. */
    DROP,
    /** The plugin has answered by itself; nothing goes on. */
    REPLIED
}
