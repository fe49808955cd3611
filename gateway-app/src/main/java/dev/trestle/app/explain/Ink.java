package dev.trestle.app.explain;

/** Colours, where there is a terminal that shows them. */
public enum Ink {
    /** Plain text. */
    NONE,
    /** ANSI escapes. */
    ANSI;

    String bold(String text) {
        return dyed(text, "1");
    }

    String faint(String text) {
        return dyed(text, "2");
    }

    String red(String text) {
        return dyed(text, "31");
    }

    String green(String text) {
        return dyed(text, "32");
    }

    private String dyed(String text, String code) {
        return this == NONE || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
