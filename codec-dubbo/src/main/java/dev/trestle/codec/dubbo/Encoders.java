package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Coerce;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.mapping.WrittenKeys;
import dev.trestle.codec.dubbo.hessian.HessianClass;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** How scalars, collections and values without a type are written. */
final class Encoders {
    private static final HessianClass BIG_DECIMAL = new HessianClass("java.math.BigDecimal", List.of("value"));
    private static final HessianClass BIG_INTEGER = new HessianClass("java.math.BigInteger", List.of("signum", "mag"));
    private static final HessianClass UUID_TEXT = new HessianClass("java.util.UUID", List.of("value"));
    private static final int MAX_DEPTH = 200;

    private Encoders() {}

    /** A whole number that is an int on the wire. */
    static Encoder int32(long min, long max) {
        return (out, value, errors) -> out.int32((int) Coerce.integer(value, min, max, errors));
    }

    static void int64(HessianWriter out, Value value, ArgumentErrors errors) {
        out.int64(Coerce.integer(value, Long.MIN_VALUE, Long.MAX_VALUE, errors));
    }

    static void float64(HessianWriter out, Value value, ArgumentErrors errors) {
        out.float64(Coerce.float64(value, errors));
    }

    /** A float travels as a double; what a float cannot hold is refused, not made infinite. */
    static void float32(HessianWriter out, Value value, ArgumentErrors errors) {
        double number = Coerce.float64(value, errors);
        if (Double.isFinite(number) && Float.isInfinite((float) number)) {
            errors.add(value, "expected: a number within the range of a float");
        }
        out.float64((float) number);
    }

    static void bool(HessianWriter out, Value value, ArgumentErrors errors) {
        out.bool(Coerce.bool(value, errors));
    }

    static void string(HessianWriter out, Value value, ArgumentErrors errors) {
        out.string(Coerce.string(value, errors));
    }

    static void character(HessianWriter out, Value value, ArgumentErrors errors) {
        String text = Coerce.string(value, errors);
        if (text.length() != 1) {
            errors.add(value, "expected: one character");
        }
        out.string(text);
    }

    static void bytes(HessianWriter out, Value value, ArgumentErrors errors) {
        out.binary(Coerce.base64(value, errors));
    }

    static void bigDecimal(HessianWriter out, Value value, ArgumentErrors errors) {
        write(out, Coerce.decimal(value, errors));
    }

    private static void write(HessianWriter out, BigDecimal number) {
        out.beginWhole(BIG_DECIMAL);
        out.string(number.toString());
    }

    static void bigInteger(HessianWriter out, Value value, ArgumentErrors errors) {
        write(out, Coerce.bigInteger(value, errors));
    }

    /** The JDK's own two fields, which is what Dubbo's reader expects: sign, and magnitude in ints, the most significant first. */
    private static void write(HessianWriter out, BigInteger number) {
        BigInteger magnitude = number.abs();
        int length = (magnitude.bitLength() + 31) / 32;
        out.beginWhole(BIG_INTEGER);
        out.int32(number.signum());
        out.list("[int", length);
        for (int i = length - 1; i >= 0; i--) {
            out.int32(magnitude.shiftRight(32 * i).intValue());
        }
    }

    static void uuid(HessianWriter out, Value value, ArgumentErrors errors) {
        String text = Coerce.string(value, errors);
        boolean fits = false;
        try {
            fits = UUID.fromString(text).toString().equalsIgnoreCase(text);
        } catch (IllegalArgumentException malformed) {
            // Reported below.
        }
        if (!fits) {
            errors.add(value, "expected: a UUID");
        }
        out.beginWhole(UUID_TEXT);
        out.string(text);
    }

    /** An object of one text field: a locale, a currency, a URI. */
    static Encoder text(String className, String field) {
        HessianClass type = new HessianClass(className, List.of(field));
        return (out, value, errors) -> {
            out.beginWhole(type);
            out.string(Coerce.string(value, errors));
        };
    }

    /** A list; {@code type} names the list for those that need it, empty for an untyped one. */
    static Encoder list(String type, Encoder element) {
        return (out, value, errors) -> {
            boolean list = value.kind() == Value.Kind.ARRAY;
            if (!list) {
                errors.add(value, "expected: a list");
            }
            int size = list ? value.size() : 0;
            if (type.isEmpty()) {
                out.list(size);
            } else {
                out.list(type, size);
            }
            Iterator<Value> items = value.values();
            for (int i = 0; i < size; i++) {
                element.write(out, items.next(), errors);
            }
        };
    }

    /** A map; keys are written as their own type. */
    static Encoder map(Encoder key, Encoder element) {
        return (out, value, errors) -> {
            out.beginMap();
            if (value.kind() == Value.Kind.OBJECT) {
                WrittenKeys keys = new WrittenKeys(out.buffer());
                for (Iterator<Value> members = value.values(); members.hasNext(); ) {
                    Value member = members.next();
                    refuseClass(member, errors);
                    MapKey named = new MapKey(member);
                    int from = out.buffer().writerIndex();
                    key.write(out, named, errors);
                    keys.add(from, named, errors);
                    element.write(out, member, errors);
                }
            } else {
                errors.add(value, "expected: an object");
            }
            out.endMap();
        };
    }

    /** One of the constants of an enum; any, if none is declared. */
    static Encoder enumeration(String className, List<String> constants, Invocation invocation) {
        HessianClass type = new HessianClass(className, List.of("name"));
        return (out, value, errors) -> {
            String constant = Coerce.string(value, errors);
            if (!constants.isEmpty() && !constants.contains(constant)) {
                errors.add(value, "expected: one of " + String.join(", ", constants));
            }
            if (invocation == Invocation.TYPED) {
                out.beginWhole(type);
            }
            out.string(constant);
        };
    }

    /** Anything, as JSON says it is. Objects become untyped maps. */
    static void any(HessianWriter out, Value value, ArgumentErrors errors) {
        any(out, value, errors, 0);
    }

    private static void any(HessianWriter out, Value value, ArgumentErrors errors, int depth) {
        switch (value.kind()) {
            case ABSENT, NULL -> out.nullValue();
            case BOOLEAN -> bool(out, value, errors);
            case STRING, TEXT -> out.string(value.text());
            case NUMBER -> number(out, value, errors);
            case ARRAY, OBJECT -> {
                if (depth == MAX_DEPTH) {
                    errors.add(value.where(), "nested deeper than " + MAX_DEPTH);
                    out.nullValue();
                } else {
                    container(out, value, errors, depth + 1);
                }
            }
        }
    }

    private static void container(HessianWriter out, Value value, ArgumentErrors errors, int depth) {
        boolean object = value.kind() == Value.Kind.OBJECT;
        if (object) {
            out.beginMap();
        } else {
            out.list(value.size());
        }
        for (Iterator<Value> members = value.values(); members.hasNext(); ) {
            Value member = members.next();
            if (object) {
                refuseClass(member, errors);
                out.string(String.valueOf(member.name()));
            }
            any(out, member, errors, depth);
        }
        if (object) {
            out.endMap();
        }
    }

    /** A key {@code class} would make a provider load what the client names. */
    static void refuseClass(Value member, ArgumentErrors errors) {
        if ("class".equals(member.name())) {
            errors.add(member.where(), "refused (expected: no key named class)");
        }
    }

    /** An int or a long if it is whole; a double if one has that value; an exact object otherwise. */
    private static void number(HessianWriter out, Value value, ArgumentErrors errors) {
        if (value.isInt64()) {
            long number = value.int64();
            if (number == (int) number) {
                out.int32((int) number);
            } else {
                out.int64(number);
            }
            return;
        }
        BigDecimal exact = Coerce.decimal(value, errors);
        double rounded = exact.doubleValue();
        if (Double.isFinite(rounded) && new BigDecimal(Double.toString(rounded)).compareTo(exact) == 0) {
            out.float64(rounded);
        } else if (exact.stripTrailingZeros().scale() <= 0) {
            write(out, exact.toBigIntegerExact());
        } else {
            write(out, exact);
        }
    }
}
