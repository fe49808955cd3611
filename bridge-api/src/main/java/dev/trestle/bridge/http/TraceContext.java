package dev.trestle.bridge.http;

import java.util.HexFormat;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where a request stands in a distributed trace (W3C Trace Context, level 2). Immutable.
 *
 * @param traceId 32 digits in lower-case hex, not all zero
 * @param spanId whose child comes next: 16 digits, not all zero
 * @param flags the bits of {@code trace-flags} that are known: 1 sampled, 2 random
 * @param state {@code tracestate} as it came; empty for none
 */
public record TraceContext(String traceId, String spanId, int flags, String state) {
    /** The header it travels in, in lower case. */
    public static final String PARENT = "traceparent";

    /** What goes along with it, where there is any. */
    public static final String STATE = "tracestate";

    private static final int LENGTH = 55;
    private static final int TRACE_AT = 3;
    private static final int SPAN_AT = 36;
    private static final int FLAGS_AT = 53;
    private static final int SAMPLED = 1;
    private static final int KNOWN_FLAGS = 3;
    private static final int MAX_STATE_CHARS = 512;

    /** The context of a client; null if it sent none, or one that is malformed and therefore none. */
    public static @Nullable TraceContext of(Headers headers) {
        String parent = headers.get(PARENT);
        if (parent == null || !isWellFormed(parent) || headers.all(PARENT).size() != 1) {
            return null;
        }
        String state = String.join(",", headers.all(STATE));
        return new TraceContext(
                parent.substring(TRACE_AT, SPAN_AT - 1),
                parent.substring(SPAN_AT, FLAGS_AT - 1),
                HexFormat.fromHexDigits(parent, FLAGS_AT, LENGTH) & KNOWN_FLAGS,
                state.length() > MAX_STATE_CHARS || !isPrintable(state) ? "" : state);
    }

    /** A later version may have more behind what is known of it. */
    private static boolean isWellFormed(String parent) {
        boolean whole = parent.length() == LENGTH
                || parent.length() > LENGTH && !parent.startsWith("00") && parent.charAt(LENGTH) == '-';
        return whole
                && isHex(parent, 0, 2)
                && !parent.startsWith("ff")
                && parent.charAt(TRACE_AT - 1) == '-'
                && isId(parent, TRACE_AT, SPAN_AT - 1)
                && parent.charAt(SPAN_AT - 1) == '-'
                && isId(parent, SPAN_AT, FLAGS_AT - 1)
                && parent.charAt(FLAGS_AT - 1) == '-'
                && isHex(parent, FLAGS_AT, LENGTH);
    }

    private static boolean isId(String text, int from, int to) {
        boolean any = false;
        for (int i = from; i < to; i++) {
            any |= text.charAt(i) != '0';
        }
        return any && isHex(text, from, to);
    }

    private static boolean isHex(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t');
    }

    /** Whether whoever began the trace keeps it. */
    public boolean isSampled() {
        return (flags & SAMPLED) != 0;
    }

    /** The same place one span deeper. */
    public TraceContext child(String span) {
        return new TraceContext(traceId, span, flags, state);
    }

    /** Whether a field, by its name in lower case, is one of those it travels in. */
    public static boolean isField(String name) {
        return name.equals(PARENT) || name.equals(STATE);
    }

    /** Shows the fields it travels in, with their values: {@value #PARENT}, and {@value #STATE} where there is one. */
    public void forEachField(BiConsumer<String, String> visitor) {
        visitor.accept(PARENT, parent());
        if (!state.isEmpty()) {
            visitor.accept(STATE, state);
        }
    }

    /** As the header {@code traceparent}. */
    public String parent() {
        return "00-" + traceId + "-" + spanId + "-0" + flags;
    }
}
