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
            long number = exact == null || exact.bitLength() > 63 ? 0 : exact.longValue();
            boolean fits = exact != null && exact.bitLength() <= 63;
            if (fits && number >= min && number <= max) {
                return number;
            }
        }
        errors.add(value, "expected: a whole number in " + min + ".." + max);
        return 0;
    }

    /** A whole number of any size (at most 1 000 digits). */
    public static BigInteger bigInteger(Value value, ArgumentErrors errors) {
        BigInteger exact = whole(number(value));
        if (exact == null) {
            errors.add(value, "expected: a whole number");
            return BigInteger.ZERO;
        }
        return exact;
    }

    /** A decimal with the scale it was written with. */
    public static BigDecimal decimal(Value value, ArgumentErrors errors) {
        BigDecimal exact = number(value);
        if (exact == null) {
            errors.add(value, "expected: a decimal number");
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
        BigDecimal exact = number(value);
        double number = exact == null ? Double.NaN : exact.doubleValue();
        if (!Double.isFinite(number)) {
            errors.add(value, "expected: a number within the range of a double");
            return 0;
        }
        boolean negativeZero = number == 0 && value.text().startsWith("-");
        return negativeZero ? -0.0 : number;
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
        boolean candidate = value.kind() == Value.Kind.NUMBER || isText(value);
        String text = candidate ? value.text() : "";
        if (text.isEmpty() || text.length() > MAX_DIGITS || !startsLikeNumber(text)) {
            return null;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            return Math.abs((long) number.scale()) > MAX_DIGITS ? null : number;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    private static boolean startsLikeNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("0123456789+-.eE".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
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
