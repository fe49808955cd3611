package dev.trestle.app.explain;

import java.util.ArrayList;
import java.util.List;

/** JSON as indented lines, every digit and escape as it came; other text line by line. */
final class JsonLines {
    private static final int ONE_LINE = 90;

    private JsonLines() {}

    static List<String> of(String text) {
        boolean json = text.startsWith("{") || text.startsWith("[");
        return json && text.length() > ONE_LINE ? indented(text) : text.lines().toList();
    }

    private static List<String> indented(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int depth = 0;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                line.append(c);
                quoted = c != '"' || isEscaped(text, i);
                continue;
            }
            quoted = c == '"';
            if (c == '}' || c == ']') {
                depth = Math.max(0, depth - 1);
                line = next(lines, line, depth);
            }
            line.append(c);
            if (c == ':') {
                line.append(' ');
            } else if (c == ',' || c == '{' || c == '[') {
                depth += c == ',' ? 0 : 1;
                line = next(lines, line, depth);
            }
        }
        next(lines, line, 0);
        return lines;
    }

    private static boolean isEscaped(String text, int quote) {
        int at = quote - 1;
        while (text.charAt(at) == '\\') {
            at--;
        }
        return (quote - 1 - at) % 2 == 1;
    }

    private static StringBuilder next(List<String> lines, StringBuilder line, int depth) {
        if (!line.toString().isBlank()) {
            lines.add(line.toString());
        }
        return new StringBuilder("  ".repeat(depth));
    }
}
