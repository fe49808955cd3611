package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Coerce;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.List;

/** How values of the JDK's types are written. */
final class Encoders {
    private static final String HANDLES = "com.alibaba.com.caucho.hessian.io.java8.";

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
        out.object("java.math.BigDecimal", "value");
        out.string(Coerce.decimal(value, errors).toString());
    }

    /** The JDK's own two fields, which is what Dubbo's reader expects: sign, and magnitude in ints. */
    static void bigInteger(HessianWriter out, Value value, ArgumentErrors errors) {
        BigInteger number = Coerce.bigInteger(value, errors);
        byte[] magnitude = number.abs().toByteArray();
        int length = number.signum() == 0 ? 0 : (number.abs().bitLength() + 31) / 32;
        out.object("java.math.BigInteger", "signum", "mag");
        out.int32(number.signum());
        out.list("[int", length);
        for (int i = length - 1; i >= 0; i--) {
            int digit = 0;
            for (int b = 3; b >= 0; b--) {
                int at = magnitude.length - 1 - (i * 4 + b);
                digit = digit << 8 | (at < 0 ? 0 : magnitude[at] & 0xff);
            }
            out.int32(digit);
        }
    }

    /** ISO-8601 with a zone, or milliseconds since 1970. */
    static void date(HessianWriter out, Value value, ArgumentErrors errors) {
        if (value.kind() == Value.Kind.NUMBER) {
            out.date(Coerce.integer(value, Long.MIN_VALUE, Long.MAX_VALUE, errors));
            return;
        }
        out.date(parse(
                        value,
                        errors,
                        "a time such as 2026-11-21T01:02:03Z",
                        text -> OffsetDateTime.parse(text).toInstant(),
                        Instant.EPOCH)
                .toEpochMilli());
    }

    static void instant(HessianWriter out, Value value, ArgumentErrors errors) {
        Instant instant = parse(
                value,
                errors,
                "a time such as 2026-11-21T01:02:03Z",
                text -> OffsetDateTime.parse(text).toInstant(),
                Instant.EPOCH);
        out.object(HANDLES + "InstantHandle", "seconds", "nanos");
        out.int64(instant.getEpochSecond());
        out.int32(instant.getNano());
    }

    static void localDate(HessianWriter out, Value value, ArgumentErrors errors) {
        localDate(out, parse(value, errors, "a date such as 2026-11-21", LocalDate::parse, LocalDate.EPOCH));
    }

    private static void localDate(HessianWriter out, LocalDate date) {
        out.object(HANDLES + "LocalDateHandle", "year", "month", "day");
        out.int32(date.getYear());
        out.int32(date.getMonthValue());
        out.int32(date.getDayOfMonth());
    }

    static void localTime(HessianWriter out, Value value, ArgumentErrors errors) {
        localTime(out, parse(value, errors, "a time such as 01:02:03", LocalTime::parse, LocalTime.MIDNIGHT));
    }

    private static void localTime(HessianWriter out, LocalTime time) {
        out.object(HANDLES + "LocalTimeHandle", "hour", "minute", "second", "nano");
        out.int32(time.getHour());
        out.int32(time.getMinute());
        out.int32(time.getSecond());
        out.int32(time.getNano());
    }

    static void localDateTime(HessianWriter out, Value value, ArgumentErrors errors) {
        LocalDateTime both = parse(
                value, errors, "a date and time such as 2026-11-21T01:02:03", LocalDateTime::parse, LocalDateTime.MIN);
        out.object(HANDLES + "LocalDateTimeHandle", "date", "time");
        localDate(out, both.toLocalDate());
        localTime(out, both.toLocalTime());
    }

    /** Reads text. */
    private interface Parser<T> {
        T parse(String text);
    }

    private static <T> T parse(Value value, ArgumentErrors errors, String expected, Parser<T> parser, T otherwise) {
        boolean text = value.kind() == Value.Kind.STRING || value.kind() == Value.Kind.TEXT;
        if (text) {
            try {
                return parser.parse(value.text());
            } catch (DateTimeException malformed) {
                // Reported below, with what was expected.
            }
        }
        errors.add(value, "expected: " + expected);
        return otherwise;
    }

    /** A list; {@code type} names the list for those that need it, empty for an untyped one. */
    static Encoder list(String type, Encoder element) {
        return (out, value, errors) -> {
            if (value.kind() != Value.Kind.ARRAY) {
                errors.add(value, "expected: a list");
            }
            int size = value.kind() == Value.Kind.ARRAY ? value.size() : 0;
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
            if (value.kind() != Value.Kind.OBJECT) {
                errors.add(value, "expected: an object");
            }
            out.beginMap();
            for (Iterator<Value> members = value.values(); value.kind() == Value.Kind.OBJECT && members.hasNext(); ) {
                Value member = members.next();
                key.write(out, new MapKey(member), errors);
                element.write(out, member, errors);
            }
            out.endMap();
        };
    }

    /** One of the words of an enum. */
    static Encoder enumeration(String className, List<String> words) {
        return (out, value, errors) -> {
            String word = Coerce.string(value, errors);
            if (!words.isEmpty() && !words.contains(word)) {
                errors.add(value, "expected: one of " + String.join(", ", words));
            }
            out.object(className, "name");
            out.string(word);
        };
    }

    /** Anything: as JSON says it is. Objects become untyped maps; a key {@code class} would make the provider load one. */
    static void any(HessianWriter out, Value value, ArgumentErrors errors) {
        switch (value.kind()) {
            case ABSENT, NULL -> out.nullValue();
            case BOOLEAN -> bool(out, value, errors);
            case STRING, TEXT -> out.string(value.text());
            case NUMBER -> number(out, value, errors);
            case ARRAY -> list("", Encoders::any).write(out, value, errors);
            case OBJECT -> {
                out.beginMap();
                for (Iterator<Value> members = value.values(); members.hasNext(); ) {
                    Value member = members.next();
                    refuseClass(member, errors);
                    out.string(String.valueOf(member.name()));
                    any(out, member, errors);
                }
                out.endMap();
            }
        }
    }

    static void refuseClass(Value member, ArgumentErrors errors) {
        if ("class".equals(member.name())) {
            errors.add(member.where(), "refused (expected: no key named class)");
        }
    }

    private static void number(HessianWriter out, Value value, ArgumentErrors errors) {
        if (!value.isInt64()) {
            out.float64(Coerce.float64(value, errors));
        } else if (value.int64() == (int) value.int64()) {
            out.int32((int) value.int64());
        } else {
            out.int64(value.int64());
        }
    }
}
