package dev.trestle.bridge.mapping;

import java.util.Iterator;

/** A value for people: JSON, except that text without a type stands as it came; cut where it gets long. */
public final class ShownValue {
    private static final int MAX_CHARS = 1_000;

    private ShownValue() {}

    /** The text. */
    public static String of(Value value) {
        StringBuilder out = new StringBuilder();
        append(value, out, false);
        if (out.length() <= MAX_CHARS) {
            return out.toString();
        }
        int end = Character.isHighSurrogate(out.charAt(MAX_CHARS - 1)) ? MAX_CHARS - 1 : MAX_CHARS;
        return out.substring(0, end) + "...";
    }

    private static void append(Value value, StringBuilder out, boolean inside) {
        if (out.length() > MAX_CHARS) {
            return;
        }
        switch (value.kind()) {
            case ABSENT -> out.append("(absent)");
            case NULL -> out.append("null");
            case BOOLEAN, NUMBER -> out.append(value.text());
            case TEXT -> {
                if (inside) {
                    quoted(value.text(), out);
                } else {
                    out.append(value.text());
                }
            }
            case STRING -> quoted(value.text(), out);
            case ARRAY, OBJECT -> members(value, out);
        }
    }

    private static void members(Value value, StringBuilder out) {
        boolean object = value.kind() == Value.Kind.OBJECT;
        out.append(object ? '{' : '[');
        String comma = "";
        for (Iterator<Value> all = value.values(); all.hasNext() && out.length() <= MAX_CHARS; ) {
            Value each = all.next();
            out.append(comma);
            if (object) {
                quoted(String.valueOf(each.name()), out);
                out.append(": ");
            }
            append(each, out, true);
            comma = ", ";
        }
        out.append(object ? '}' : ']');
    }

    private static void quoted(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(c < 0x10 ? "0" : "").append(Integer.toHexString(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
