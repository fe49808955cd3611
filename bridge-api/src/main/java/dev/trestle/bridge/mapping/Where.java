package dev.trestle.bridge.mapping;

/** Names values in the words of the route language: {@code body.items[0].qty}, {@code body["a.b"]}. */
final class Where {
    private Where() {}

    /** Adds a member's name. */
    static StringBuilder member(StringBuilder where, String name) {
        return isPlain(name)
                ? where.append('.').append(name)
                : where.append("[\"").append(name).append("\"]");
    }

    /** Adds an element's index. */
    static StringBuilder element(StringBuilder where, int index) {
        return where.append('[').append(index).append(']');
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' || c == '[' || c == ']' || c == '"' || c <= ' ') {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
