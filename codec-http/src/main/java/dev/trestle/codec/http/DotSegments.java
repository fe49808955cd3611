package dev.trestle.codec.http;

import java.util.Locale;

/**
 * Paths that mean another path: {@code /public/../admin}. The route was chosen by the path as it reads; a service that takes the dots for
 * what they mean (RFC 3986 section 5.2.4) would serve another one than the route let through.
 */
final class DotSegments {
    private DotSegments() {}

    /** Whether any reader might find a segment of one or two dots: encoded ones count, and so do those between other separators. */
    static boolean in(String path) {
        if (path.indexOf('.') < 0 && path.indexOf('%') < 0) {
            return false;
        }
        String read = path.toLowerCase(Locale.ROOT)
                .replace("%2e", ".")
                .replace("%2f", "/")
                .replace("%5c", "/")
                .replace("%3b", ";")
                .replace('\\', '/');
        for (String segment : read.split("/", -1)) {
            int parameters = segment.indexOf(';');
            String name = parameters < 0 ? segment : segment.substring(0, parameters);
            if (name.equals(".") || name.equals("..")) {
                return true;
            }
        }
        return false;
    }
}
