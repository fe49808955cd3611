package dev.trestle.app;

/** Text from outside as it may stand on a terminal. */
public final class Printable {
    private Printable() {}

    /** A dot in place of everything that a terminal might act on. */
    public static String of(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            int type = Character.getType(c);
            boolean odd = Character.isISOControl(c) || type == Character.FORMAT || type == Character.SURROGATE;
            line.appendCodePoint(odd ? '.' : c);
        });
        return line.toString();
    }
}
