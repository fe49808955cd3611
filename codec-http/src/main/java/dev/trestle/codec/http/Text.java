package dev.trestle.codec.http;

import dev.trestle.bridge.settings.SettingException;
import org.jspecify.annotations.Nullable;

/** Which characters HTTP/1.1 has where (RFC 9110 section 5.6, RFC 9112). A character is a byte. */
final class Text {
    /** A host, and perhaps a port. */
    static final String AUTHORITY = "(\\[[0-9A-Fa-f:.]+\\]|[0-9A-Za-z._~%!$&'()*+,;=-]+)(:[0-9]{1,5})?";

    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";

    private Text() {}

    /** Refuses a host that is none. */
    static void checkHost(@Nullable String host) {
        if (host != null && !host.matches(AUTHORITY)) {
            throw new SettingException("host", host + " (expected: a host, or host:port)");
        }
    }

    /** Whether {@code text} is a name of a field or a method. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && TOKEN_SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether {@code text} may be the value of a field: no control character but the tab, nothing beyond a byte. */
    static boolean isFieldValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7F || c > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@code text} may be in a request line: visible ASCII, and no fragment. */
    static boolean isTarget(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c > '~' || c == '#') {
                return false;
            }
        }
        return true;
    }

    static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** {@code text} without spaces and tabs around it. */
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
