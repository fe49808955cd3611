package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Coerce;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.dubbo.hessian.HessianClass;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How dates and times are written, from ISO-8601. {@code java.time} travels as the handle objects of Dubbo's Hessian, which is what
 * its readers turn back.
 */
final class TimeEncoders {
    private static final HessianClass LOCAL_DATE = handle("LocalDate", "year", "month", "day");
    private static final HessianClass LOCAL_TIME = handle("LocalTime", "hour", "minute", "second", "nano");
    private static final HessianClass LOCAL_DATE_TIME = handle("LocalDateTime", "date", "time");
    private static final HessianClass INSTANT = handle("Instant", "seconds", "nanos");
    private static final HessianClass DURATION = handle("Duration", "seconds", "nanos");
    private static final HessianClass YEAR = handle("Year", "year");
    private static final HessianClass YEAR_MONTH = handle("YearMonth", "year", "month");
    private static final HessianClass OFFSET = handle("ZoneOffset", "seconds");
    private static final HessianClass ZONE = handle("ZoneId", "zoneId");
    private static final HessianClass OFFSET_DATE_TIME = handle("OffsetDateTime", "dateTime", "offset");
    private static final HessianClass ZONED_DATE_TIME = handle("ZonedDateTime", "dateTime", "offset", "zoneId");

    private static final String A_TIME = "a time such as 2026-11-21T01:02:03Z";
    private static final String A_ZONED_TIME = "a time such as 2026-11-21T01:02:03+01:00[Europe/Berlin]";

    private TimeEncoders() {}

    private static HessianClass handle(String name, String... fields) {
        return new HessianClass("com.alibaba.com.caucho.hessian.io.java8." + name + "Handle", List.of(fields));
    }

    /** {@code java.util.Date}: ISO-8601 with an offset, or ms since 1970 as a number. */
    static void date(HessianWriter out, Value value, ArgumentErrors errors) {
        out.date(millis(value, errors));
    }

    /** {@code java.sql.Timestamp} and its like: the same inside an object. */
    static Encoder sqlDate(String className) {
        HessianClass type = new HessianClass(className, List.of("value"));
        return (out, value, errors) -> {
            out.beginWhole(type);
            out.date(millis(value, errors));
        };
    }

    private static long millis(Value value, ArgumentErrors errors) {
        if (value.kind() == Value.Kind.NUMBER) {
            return Coerce.integer(value, Long.MIN_VALUE, Long.MAX_VALUE, errors);
        }
        Instant instant = instantOf(value, errors);
        if (instant != null && !instant.equals(instant.truncatedTo(ChronoUnit.MILLIS))) {
            errors.add(value, "expected: at most three digits of a second, which is what this type holds");
        }
        try {
            return instant == null ? 0 : instant.toEpochMilli();
        } catch (ArithmeticException tooFar) {
            errors.add(value, "expected: a time within 64 bits of milliseconds");
            return 0;
        }
    }

    static void instant(HessianWriter out, Value value, ArgumentErrors errors) {
        Instant instant = instantOf(value, errors);
        Instant written = instant == null ? Instant.EPOCH : instant;
        out.beginWhole(INSTANT);
        out.int64(written.getEpochSecond());
        out.int32(written.getNano());
    }

    private static @Nullable Instant instantOf(Value value, ArgumentErrors errors) {
        return parse(value, errors, A_TIME, text -> OffsetDateTime.parse(text).toInstant());
    }

    static void localDate(HessianWriter out, Value value, ArgumentErrors errors) {
        LocalDate date = parse(value, errors, "a date such as 2026-11-21", LocalDate::parse);
        write(out, date == null ? LocalDate.EPOCH : date);
    }

    static void localTime(HessianWriter out, Value value, ArgumentErrors errors) {
        LocalTime time = parse(value, errors, "a time such as 01:02:03", LocalTime::parse);
        write(out, time == null ? LocalTime.MIDNIGHT : time);
    }

    static void localDateTime(HessianWriter out, Value value, ArgumentErrors errors) {
        LocalDateTime both = parse(value, errors, "a date and time such as 2026-11-21T01:02:03", LocalDateTime::parse);
        write(out, both == null ? LocalDate.EPOCH.atStartOfDay() : both);
    }

    static void offsetDateTime(HessianWriter out, Value value, ArgumentErrors errors) {
        OffsetDateTime time = parse(value, errors, A_TIME, OffsetDateTime::parse);
        OffsetDateTime written = time == null ? Instant.EPOCH.atOffset(ZoneOffset.UTC) : time;
        out.beginWhole(OFFSET_DATE_TIME);
        write(out, written.toLocalDateTime());
        write(out, written.getOffset());
    }

    static void zonedDateTime(HessianWriter out, Value value, ArgumentErrors errors) {
        ZonedDateTime time = parse(value, errors, A_ZONED_TIME, ZonedDateTime::parse);
        ZonedDateTime written = time == null ? Instant.EPOCH.atZone(ZoneOffset.UTC) : time;
        out.beginWhole(ZONED_DATE_TIME);
        write(out, written.toLocalDateTime());
        write(out, written.getOffset());
        ZoneId zone = written.getZone();
        if (zone instanceof ZoneOffset offset) {
            write(out, offset);
        } else {
            out.beginWhole(ZONE);
            out.string(zone.getId());
        }
    }

    static void duration(HessianWriter out, Value value, ArgumentErrors errors) {
        Duration duration = parse(value, errors, "a duration such as PT1M30S", Duration::parse);
        Duration written = duration == null ? Duration.ZERO : duration;
        out.beginWhole(DURATION);
        out.int64(written.getSeconds());
        out.int32(written.getNano());
    }

    static void year(HessianWriter out, Value value, ArgumentErrors errors) {
        out.beginWhole(YEAR);
        out.int32((int) Coerce.integer(value, Year.MIN_VALUE, Year.MAX_VALUE, errors));
    }

    static void yearMonth(HessianWriter out, Value value, ArgumentErrors errors) {
        YearMonth month = parse(value, errors, "a month such as 2026-11", YearMonth::parse);
        out.beginWhole(YEAR_MONTH);
        out.int32(month == null ? 1970 : month.getYear());
        out.int32(month == null ? 1 : month.getMonthValue());
    }

    private static void write(HessianWriter out, LocalDateTime both) {
        out.beginWhole(LOCAL_DATE_TIME);
        write(out, both.toLocalDate());
        write(out, both.toLocalTime());
    }

    private static void write(HessianWriter out, LocalDate date) {
        out.beginWhole(LOCAL_DATE);
        out.int32(date.getYear());
        out.int32(date.getMonthValue());
        out.int32(date.getDayOfMonth());
    }

    private static void write(HessianWriter out, LocalTime time) {
        out.beginWhole(LOCAL_TIME);
        out.int32(time.getHour());
        out.int32(time.getMinute());
        out.int32(time.getSecond());
        out.int32(time.getNano());
    }

    private static void write(HessianWriter out, ZoneOffset offset) {
        out.beginWhole(OFFSET);
        out.int32(offset.getTotalSeconds());
    }

    private static <T> @Nullable T parse(
            Value value, ArgumentErrors errors, String expected, Function<String, T> parser) {
        if (value.kind() == Value.Kind.STRING || value.kind() == Value.Kind.TEXT) {
            try {
                return parser.apply(value.text());
            } catch (DateTimeException malformed) {
                // Reported below, with what was expected.
            }
        }
        errors.add(value, "expected: " + expected);
        return null;
    }
}
