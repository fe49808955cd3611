package dev.trestle.app.init;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes maps, lists and scalars as YAML: on one line what fits on one, in blocks what does not. */
final class YamlText {
    private static final int LINE_CHARS = 120;
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlText() {}

    /** {@code key: value} at this many blanks, with all lines it needs. */
    static List<String> entry(int indent, String key, Object value) {
        String start = " ".repeat(indent) + scalar(key) + ":";
        String line = start + " " + flow(value);
        if (line.length() <= LINE_CHARS || isLeaf(value)) {
            return List.of(line);
        }
        List<String> lines = new ArrayList<>(List.of(start));
        lines.addAll(block(indent + 2, value));
        return lines;
    }

    private static List<String> block(int indent, Object value) {
        List<String> lines = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> lines.addAll(entry(indent, String.valueOf(key), each)));
        } else if (value instanceof List<?> list) {
            for (Object each : list) {
                List<String> item = item(indent + 2, each);
                lines.add(" ".repeat(indent) + "- " + item.getFirst().strip());
                lines.addAll(item.subList(1, item.size()));
            }
        }
        return lines;
    }

    private static List<String> item(int indent, Object value) {
        String flow = flow(value);
        return indent + flow.length() <= LINE_CHARS || isLeaf(value) ? List.of(flow) : block(indent, value);
    }

    private static boolean isLeaf(Object value) {
        return !(value instanceof Map<?, ?> map && !map.isEmpty())
                && !(value instanceof List<?> list && !list.isEmpty());
    }

    /** On one line. */
    static String flow(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.isEmpty()
                    ? "{}"
                    : map.entrySet().stream()
                            .map(each -> scalar(String.valueOf(each.getKey())) + ": " + flow(each.getValue()))
                            .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text ? scalar(text) : String.valueOf(value);
    }

    /** Plain where nobody could take it for anything but text. */
    private static String scalar(String text) {
        boolean plain = text.matches("[A-Za-z_/][A-Za-z0-9_./$<>-]*") && !WORDS.contains(text.toLowerCase(Locale.ROOT));
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ' && c < 0x7f || Character.isLetter(c)) {
                out.append(c);
            } else {
                out.append(String.format("\\u%04x", (int) c));
            }
        }
        return out.append('"').toString();
    }

    /** Text that can stand in a comment, on one line. */
    static String comment(String text) {
        return text.codePoints()
                .mapToObj(c -> c >= ' ' && c < 0x7f || Character.isLetter(c) ? Character.toString(c) : "?")
                .collect(Collectors.joining());
    }
}
