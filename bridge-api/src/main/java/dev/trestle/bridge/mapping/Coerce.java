package dev.trestle.bridge.mapping;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves of a request as exact scalars. Every method reports a value it cannot take to {@code errors} and returns a placeholder.
 * JSON strings that hold a number are numbers too, so that a browser can send 64 bits; nothing else is guessed: a JSON number is no
 * string, {@code "true"} is no boolean unless it came as untyped text.
 */
public final class Coerce {
    private static final int MAX_DIGITS = 1_000;
    private static final Map<String, Double> SPECIAL =
            Map.of("NaN", Double.NaN, "Infinity", Double.POSITIVE_INFINITY, "-Infinity", Double.NEGATIVE_INFINITY);

    private Coerce() {}

    /** A whole number in {@code min..max}; {@code 1e3} and {@code 1.0} count as whole. */
    public static long integer(Value value, long min, long max, ArgumentErrors errors) {
        if (value.isInt64()) {
            long number = value.int64();
            if (number >= min && number <= max) {
                return number;
            }
        } else {
            BigInteger exact = whole(number(value));
            if (exact != null && exact.bitLength() <= 63 && exact.longValue() >= min && exact.longValue() <= max) {
                return exact.longValue();
            }
        }
        errors.add(value, "expected: a whole number in " + min + ".." + max);
        return 0;
    }

    /** A whole number of any size (at most 1 000 digits). */
    public static BigInteger bigInteger(Value value, ArgumentErrors errors) {
        BigInteger exact = whole(number(value));
        if (exact == null) {
            errors.add(value, expected(value, "expected: a whole number"));
            return BigInteger.ZERO;
        }
        return exact;
    }

    /** A decimal with the scale it was written with. */
    public static BigDecimal decimal(Value value, ArgumentErrors errors) {
        BigDecimal exact = number(value);
        if (exact == null) {
            errors.add(value, expected(value, "expected: a decimal number"));
            return BigDecimal.ZERO;
        }
        return exact;
    }

    /** A double; the strings {@code NaN}, {@code Infinity}, {@code -Infinity} are taken, a finite number beyond range is not. */
    public static double float64(Value value, ArgumentErrors errors) {
        if (isText(value)) {
            Double special = SPECIAL.get(value.text());
            if (special != null) {
                return special;
            }
        }
        String text = numberText(value);
        double number = text == null ? Double.NaN : Double.parseDouble(text);
        if (!Double.isFinite(number)) {
            errors.add(value, "expected: a number within the range of a double");
            return 0;
        }
        return number;
    }

    /** A boolean. */
    public static boolean bool(Value value, ArgumentErrors errors) {
        boolean typed = value.kind() == Value.Kind.BOOLEAN || value.kind() == Value.Kind.TEXT;
        if (typed && (value.text().equals("true") || value.text().equals("false"))) {
            return value.text().equals("true");
        }
        errors.add(value, "expected: true or false");
        return false;
    }

    /** Text: a JSON string or untyped text. */
    public static String string(Value value, ArgumentErrors errors) {
        if (isText(value)) {
            return value.text();
        }
        errors.add(value, "expected: text");
        return "";
    }

    /** Base64 in the standard or URL alphabet, padded or not. */
    public static byte[] base64(Value value, ArgumentErrors errors) {
        if (isText(value)) {
            String standard = value.text().replace('-', '+').replace('_', '/');
            try {
                return Base64.getDecoder().decode(standard);
            } catch (IllegalArgumentException notBase64) {
                // Reported below, like everything else that is no base64.
            }
        }
        errors.add(value, "expected: base64");
        return new byte[0];
    }

    private static boolean isText(Value value) {
        return value.kind() == Value.Kind.STRING || value.kind() == Value.Kind.TEXT;
    }

    /** The number a value is, exactly, or null. Exponents are bounded so that no short text becomes a huge number. */
    private static @Nullable BigDecimal number(Value value) {
        String text = numberText(value);
        if (text == null) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > MAX_DIGITS ? null : number;
        } catch (NumberFormatException hugeExponent) {
            return null;
        }
    }

    /** What was expected, with the limit where that is what refused {@code value}. */
    private static String expected(Value value, String kind) {
        boolean tooLong =
                number(value) == null && (value.kind() == Value.Kind.NUMBER || isText(value) && isNumber(value.text()));
        return tooLong ? kind + " of at most " + MAX_DIGITS + " digits before or behind the point" : kind;
    }

    /** The text of a value that is written like a number, or null. */
    private static @Nullable String numberText(Value value) {
        if (value.kind() == Value.Kind.NUMBER) {
            return value.text();
        }
        String text = isText(value) ? value.text() : "";
        return text.length() <= MAX_DIGITS && isNumber(text) ? text : null;
    }

    /** JSON's grammar of numbers, except that zeros may lead: {@code month=07}. */
    private static boolean isNumber(String text) {
        int integer = digits(text, text.startsWith("-") ? 1 : 0);
        int fraction = integer > 0 && text.startsWith(".", integer) ? digits(text, integer + 1) : integer;
        boolean exponent = fraction > 0 && (text.startsWith("e", fraction) || text.startsWith("E", fraction));
        if (!exponent) {
            return fraction > 0 && fraction == text.length();
        }
        boolean signed = text.startsWith("+", fraction + 1) || text.startsWith("-", fraction + 1);
        return digits(text, fraction + (signed ? 2 : 1)) == text.length();
    }

    /** Behind the digits that begin at {@code from}; -1 when there are none. */
    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at > from ? at : -1;
    }

    private static @Nullable BigInteger whole(@Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        try {
            return number.toBigIntegerExact();
        } catch (ArithmeticException hasFraction) {
            return null;
        }
    }
}
