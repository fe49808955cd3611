package dev.trestle.bridge.settings;

import java.util.ArrayList;
import java.util.List;

/**
 * Paths into a tree of settings: {@code clusters.orders.wire}, {@code routes[0].match}, {@code types["dev.acme.Item"].sku}. A key in
 * quotes has {@code \"} and {@code \\} for a quote and a backslash.
 */
public final class SettingsPath {
    private SettingsPath() {}

    /** {@code prefix} and {@code path} as one. */
    public static String join(String prefix, String path) {
        boolean bare = prefix.isEmpty() || path.isEmpty() || path.startsWith("[");
        return bare ? prefix + path : prefix + "." + path;
    }

    /** A key as it stands in a path. */
    public static String key(String key) {
        boolean plain = key.matches("[A-Za-z0-9_-]+");
        return plain ? key : "[\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]";
    }

    /** Whether {@code path} is {@code top} or something below it. */
    static boolean isWithin(String path, String top) {
        if (!path.startsWith(top)) {
            return false;
        }
        return path.length() == top.length() || path.charAt(top.length()) == '.' || path.charAt(top.length()) == '[';
    }

    /** The position of the key at {@code path}, or of the nearest node above it. */
    static Position position(SettingsNode root, String path) {
        SettingsNode node = root;
        Position position = root.position();
        for (String step : steps(path)) {
            SettingsNode next = null;
            if (node instanceof SettingsNode.Mapping mapping) {
                next = mapping.entries().get(step);
                Position key = mapping.keys().get(step);
                position = key == null ? position : key;
            } else if (node instanceof SettingsNode.Sequence sequence && step.matches("\\d{1,9}")) {
                int index = Integer.parseInt(step);
                next = index < sequence.items().size() ? sequence.items().get(index) : null;
                position = next == null ? position : next.position();
            }
            if (next == null) {
                return position;
            }
            node = next;
        }
        return node instanceof SettingsNode.Scalar ? node.position() : position;
    }

    private static List<String> steps(String path) {
        List<String> steps = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            char c = path.charAt(at);
            if (path.startsWith("[\"", at)) {
                at = quoted(path, at + 2, steps);
            } else if (c == '[') {
                int end = path.indexOf(']', at);
                steps.add(path.substring(at + 1, end < 0 ? path.length() : end));
                at = end < 0 ? path.length() : end + 1;
            } else if (c == '.') {
                at++;
            } else {
                int end = at;
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                steps.add(path.substring(at, end));
                at = end;
            }
        }
        return steps;
    }

    /** Adds the key in quotes that starts at {@code at}; where the path goes on. */
    private static int quoted(String path, int start, List<String> steps) {
        StringBuilder key = new StringBuilder();
        int at = start;
        while (at < path.length() && path.charAt(at) != '"') {
            at += path.charAt(at) == '\\' && at + 1 < path.length() ? 1 : 0;
            key.append(path.charAt(at));
            at++;
        }
        steps.add(key.toString());
        return at + 2;
    }
}
