package dev.trestle.exchange;

/** Whom a request is for: {@code host} or {@code host:port}, as RFC 3986 section 3.2 has it, without user information. */
final class Authority {
    private static final String SIGNS = "-._~%!$&'()*+,;=";
    private static final int MAX_PORT = 65_535;

    private Authority() {}

    /** Whether {@code text} is one; a host may be empty, and so may the digits of a port. */
    static boolean isWellFormed(String text) {
        int end = hostEnd(text);
        if (end < 0 || end < text.length() && text.charAt(end) != ':') {
            return false;
        }
        return end == text.length() || isPort(text, end + 1);
    }

    /** Where the host ends; -1 if it has a character that no host has. */
    private static int hostEnd(String text) {
        boolean literal = text.startsWith("[");
        for (int i = literal ? 1 : 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (literal && c == ']') {
                return i + 1;
            }
            if (!literal && c == ':') {
                return i;
            }
            boolean known = isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0 || literal && c == ':';
            if (!known) {
                return -1;
            }
        }
        return literal ? -1 : text.length();
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isPort(String text, int from) {
        int port = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = Math.min(port * 10 + c - '0', MAX_PORT + 1);
        }
        return port <= MAX_PORT;
    }
}
