package dev.trestle.bridge.settings;

/**
 * Where something was written.
 *
 * @param file as named by the operator, or a word such as {@code <admin>} for text that is no file
 * @param line 1-based; 0 when unknown
 * @param column 1-based; 0 when unknown
 */
public record Position(String file, int line, int column) {
    /** For values that nobody wrote. */
    public static final Position NONE = new Position("", 0, 0);

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
