package dev.trestle.app.log;

import java.util.function.Consumer;

/**
 * Finds what stands under names that say that it is secret, in a text that may be JSON, and cut or broken. Tells of each value as it is
 * written and as it is meant, and of all values of a list or object under such a name. One pass.
 */
final class JsonSecrets {
    private final String text;
    private final Consumer<String> found;
    private int at;

    JsonSecrets(String text, Consumer<String> found) {
        this.text = text;
        this.found = found;
    }

    void find() {
        boolean secret = false;
        int depth = 0;
        int secretDepth = Integer.MAX_VALUE;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                String written = string();
                boolean name = skipTo(':');
                boolean inside = depth >= secretDepth;
                if (!name && (secret || inside)) {
                    found.accept(written);
                    found.accept(meant(written));
                }
                secret = name && Redaction.isSensitive(written);
            } else if (c == '{' || c == '[') {
                depth++;
                secretDepth = secret ? Math.min(secretDepth, depth) : secretDepth;
                secret = false;
                at++;
            } else if (c == '}' || c == ']') {
                depth--;
                secretDepth = depth < secretDepth ? Integer.MAX_VALUE : secretDepth;
                at++;
            } else if (Character.isLetterOrDigit(c) || c == '-') {
                String word = word();
                if (secret || depth >= secretDepth) {
                    found.accept(word);
                }
                secret = false;
            } else {
                at++;
            }
        }
    }

    /** From the opening quote to behind the closing one, or to the end of a text that was cut. */
    private String string() {
        int start = ++at;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        int end = Math.min(at, text.length());
        at = end + 1;
        return text.substring(start, end);
    }

    private String word() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n\"".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Whether {@code wanted} comes next, after blanks; it is behind then. */
    private boolean skipTo(char wanted) {
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        boolean there = next < text.length() && text.charAt(next) == wanted;
        at = there ? next + 1 : at;
        return there;
    }

    private static String meant(String written) {
        StringBuilder meant = new StringBuilder(written.length());
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c != '\\' || i + 1 >= written.length()) {
                meant.append(c);
                continue;
            }
            char escaped = written.charAt(++i);
            if (escaped == 'u' && i + 4 < written.length()) {
                meant.append((char) hex(written.substring(i + 1, i + 5)));
                i += 4;
            } else {
                int known = "nrtbf".indexOf(escaped);
                meant.append(known < 0 ? escaped : "\n\r\t\b\f".charAt(known));
            }
        }
        return meant.toString();
    }

    private static int hex(String digits) {
        return digits.matches("[0-9A-Fa-f]{4}") ? Integer.parseInt(digits, 16) : '?';
    }
}
