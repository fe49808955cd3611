package dev.trestle.bridge.settings;

import java.util.ArrayList;
import java.util.List;

/** Paths into a tree of settings: {@code clusters.orders.wire}, {@code routes[0].match}, {@code types["dev.acme.Item"].sku}. */
final class SettingsPath {
    private SettingsPath() {}

    /** {@code prefix} and {@code path} as one. */
    static String join(String prefix, String path) {
        boolean bare = prefix.isEmpty() || path.isEmpty() || path.startsWith("[");
        return bare ? prefix + path : prefix + "." + path;
    }

    /** A key as it stands in a path. */
    static String key(String key) {
        return key.matches("[A-Za-z0-9_-]+") ? key : "[\"" + key + "\"]";
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
                int end = path.indexOf("\"]", at);
                steps.add(path.substring(at + 2, end < 0 ? path.length() : end));
                at = end < 0 ? path.length() : end + 2;
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
}
