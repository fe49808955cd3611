package dev.trestle.bridge.mapping;

import java.nio.charset.StandardCharsets;

/**
 * Puts text that an upstream chose into a header, so that it cannot end the header or start another one: whatever it contains,
 * only visible ASCII and spaces come out.
 */
final class HeaderText {
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED_MARKS = "-._~";
    private static final String NEVER_IN_URL = " \"<>\\^`{|}";

    private HeaderText() {}

    static boolean isAllowed(int c) {
        return c >= ' ' && c < 0x7F;
    }

    /** Percent-encodes what is not visible ASCII or space, and the percent sign itself: what comes out can be decoded. */
    static void plain(String text, StringBuilder out) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isAllowed(b) && b != '%') {
                out.append((char) b);
            } else {
                encoded(b, out);
            }
        }
    }

    /**
     * Percent-encodes (RFC 3986). Behind other text it is one piece of a path or a query, and all but unreserved characters are
     * encoded; at the front it is a whole URL, and only what no URL may contain is.
     */
    static void url(String text, StringBuilder out) {
        boolean whole = out.isEmpty();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (whole ? isAllowed(b) && NEVER_IN_URL.indexOf(b) < 0 : isUnreserved(b)) {
                out.append((char) b);
            } else {
                encoded(b, out);
            }
        }
    }

    private static void encoded(byte b, StringBuilder out) {
        out.append('%').append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
    }

    private static boolean isUnreserved(byte b) {
        return b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || UNRESERVED_MARKS.indexOf(b) >= 0;
    }
}
