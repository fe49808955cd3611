package dev.trestle.app.explain;

import dev.trestle.app.Printable;
import dev.trestle.app.tap.AnnotatedFrame;
import dev.trestle.app.tap.AnnotatedFrame.Note;
import java.io.PrintWriter;
import java.util.HexFormat;

/** Frames as rows of offset, eight bytes, and what they are; a hundred columns at most. */
final class HexText {
    private static final int COLUMNS = 100;
    private static final int ROW_BYTES = 8;
    private static final int MAX_ROWS_EACH = 3;
    private static final int MAX_ROWS = 200;
    private static final int HEX_COLUMNS = ROW_BYTES * 3 + 1;
    private static final int WIDEST_WHAT = 30;
    private static final int TEXT_COLUMNS = COLUMNS - 8 - HEX_COLUMNS;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");

    private int what;
    private final PrintWriter out;
    private final Ink ink;

    HexText(PrintWriter out, Ink ink) {
        this.out = out;
        this.ink = ink;
    }

    void frame(AnnotatedFrame frame) {
        int rows = 0;
        what = Math.min(
                WIDEST_WHAT,
                frame.notes().stream()
                        .mapToInt(note -> note.what().length())
                        .max()
                        .orElse(0));
        for (Note note : frame.notes()) {
            if (rows >= MAX_ROWS) {
                int left = frame.bytes().length - note.offset();
                out.println("  " + ink.faint("... " + left + " more bytes; --json has them all"));
                return;
            }
            rows += note.what().isEmpty() ? plain(frame.bytes(), note) : annotated(frame.bytes(), note);
        }
    }

    private int annotated(byte[] bytes, Note note) {
        String value = printable(note.value());
        String text = ink.bold(note.what())
                + " ".repeat(Math.max(0, what - note.what().length()));
        int room = TEXT_COLUMNS - Math.max(what, note.what().length()) - 2;
        int rows = Math.min(MAX_ROWS_EACH, (note.length() + ROW_BYTES - 1) / ROW_BYTES);
        int shown = 0;
        for (int row = 0; row < rows; row++) {
            String words = row == 0
                    ? text
                            + (value.isEmpty()
                                    ? ""
                                    : "  " + (rows > 1 ? value.substring(0, split(value, room)) : start(value, room)))
                    : "";
            if (row == 1 && value.length() > room) {
                words = " ".repeat(what + 2) + start(value.substring(split(value, room)), TEXT_COLUMNS - what - 2);
            }
            int length = Math.min(ROW_BYTES, note.length() - shown);
            row(bytes, note.offset() + shown, length, words);
            shown += length;
        }
        if (shown < note.length()) {
            out.println("        " + ink.faint("... " + (note.length() - shown) + " more bytes of it"));
            rows++;
        }
        return rows;
    }

    /** Where a value goes on in the next row. */
    private static int split(String value, int room) {
        int at = Math.min(value.length(), Math.max(1, room));
        return at < value.length() && Character.isLowSurrogate(value.charAt(at)) ? at - 1 : at;
    }

    private int plain(byte[] bytes, Note note) {
        int rows = 0;
        for (int at = 0; at < note.length() && rows < MAX_ROWS; at += ROW_BYTES) {
            int length = Math.min(ROW_BYTES, note.length() - at);
            row(bytes, note.offset() + at, length, ink.faint(ascii(bytes, note.offset() + at, length)));
            rows++;
        }
        if (rows * ROW_BYTES < note.length()) {
            out.println("        "
                    + ink.faint("... " + (note.length() - rows * ROW_BYTES) + " more bytes; --json has them all"));
        }
        return rows;
    }

    private void row(byte[] bytes, int offset, int length, String words) {
        String hex = HEX.formatHex(bytes, offset, offset + length);
        String padded = hex + " ".repeat(HEX_COLUMNS - hex.length());
        out.println(("  " + ink.faint("%04x".formatted(offset)) + "  " + padded + words).stripTrailing());
    }

    private static String ascii(byte[] bytes, int offset, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = offset; i < offset + length; i++) {
            text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
        }
        return text.toString();
    }

    /** On one line, and nothing that moves a terminal's cursor. */
    static String printable(String text) {
        return Printable.of(text);
    }

    static String start(String text, int columns) {
        return text.length() <= columns ? text : text.substring(0, Math.max(0, columns - 3)) + "...";
    }
}
