package dev.trestle.filter;

/** What becomes of what a filter was shown. */
public enum Flow {
    /** It goes on, as the filter left it, and so does what was held before it. */
    CONTINUE,
    /** It is held. What follows in its direction is still shown, and gathers behind it. */
    GATHER,
    /**
     * It is held, and nothing more is shown of its direction until the filter resumes it: then what follows is shown. Of a body or of
     * trailers it is the same as {@link #GATHER}.
     */
    PAUSE
}
