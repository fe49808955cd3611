package dev.trestle.bridge.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Leaves of a request as exact scalars. Every method reports a value it cannot take to {@code errors} and returns a placeholder.
 * JSON strings that hold a number are numbers too, so that a browser can send 64 bits; nothing else is guessed: a JSON number is no
 * string, {@code "true"} is no boolean unless it came as untyped text.
 */
public final class Coerce {
    private Coerce() {}

    /** A whole number in {@code min..max}; {@code 1e3} and {@code 1.0} count as whole. */
    public static long integer(Value value, long min, long max, ArgumentErrors errors) {
        throw new UnsupportedOperationException();
    }

    /** A whole number of any size (at most 1 000 digits). */
    public static BigInteger bigInteger(Value value, ArgumentErrors errors) {
        throw new UnsupportedOperationException();
    }

    /** A decimal with the scale it was written with. */
    public static BigDecimal decimal(Value value, ArgumentErrors errors) {
        throw new UnsupportedOperationException();
    }

    /** A double; the strings {@code NaN}, {@code Infinity}, {@code -Infinity} are taken, a finite number beyond range is not. */
    public static double float64(Value value, ArgumentErrors errors) {
        throw new UnsupportedOperationException();
    }

    /** A boolean. */
    public static boolean bool(Value value, ArgumentErrors errors) {
        throw new UnsupportedOperationException();
    }

    /** Text: a JSON string or untyped text. */
    public static String string(Value value, ArgumentErrors errors) {
        throw new UnsupportedOperationException();
    }

    /** Base64 in the standard or URL alphabet, padded or not. */
    public static byte[] base64(Value value, ArgumentErrors errors) {
        throw new UnsupportedOperationException();
    }
}
