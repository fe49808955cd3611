package dev.trestle.codec.dubbo.hessian;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Dates and times as ISO-8601, appended to a builder. Seconds are always there, fractions of 3, 6 or 9 digits if not zero. */
final class IsoText {
    private static final long DAY_MILLIS = 86_400_000L;
    private static final long DAY_SECONDS = 86_400L;

    private IsoText() {}

    /** {@code 2026-11-21T01:02:03.004Z}: always three digits of ms, since that is what a date has. */
    static void instant(StringBuilder out, long epochMillis) {
        long day = Math.floorDiv(epochMillis, DAY_MILLIS);
        int millis = (int) Math.floorMod(epochMillis, DAY_MILLIS);
        epochDay(out, day);
        out.append('T');
        clock(out, millis / 1000);
        out.append('.');
        padded(out, millis % 1000, 3);
        out.append('Z');
    }

    /** {@code 2026-11-21T01:02:03.000000004Z}. */
    static void instant(StringBuilder out, long epochSecond, long nanos) {
        check(nanos, 0, 999_999_999, "nanos");
        long day = Math.floorDiv(epochSecond, DAY_SECONDS);
        epochDay(out, day);
        out.append('T');
        clock(out, (int) Math.floorMod(epochSecond, DAY_SECONDS));
        fraction(out, (int) nanos);
        out.append('Z');
    }

    static void date(StringBuilder out, long year, long month, long day) {
        check(year, -999_999_999, 999_999_999, "year");
        check(month, 1, 12, "month");
        check(day, 1, 31, "day");
        year(out, (int) year);
        out.append('-');
        padded(out, (int) month, 2);
        out.append('-');
        padded(out, (int) day, 2);
    }

    static void time(StringBuilder out, long hour, long minute, long second, long nano) {
        check(hour, 0, 23, "hour");
        check(minute, 0, 59, "minute");
        check(second, 0, 59, "second");
        check(nano, 0, 999_999_999, "nano");
        clock(out, (int) (hour * 3600 + minute * 60 + second));
        fraction(out, (int) nano);
    }

    /** Four digits, more with a sign. */
    static void year(StringBuilder out, int year) {
        if (year < 0) {
            out.append('-');
        } else if (year > 9999) {
            out.append('+');
        }
        padded(out, Math.abs(year), 4);
    }

    static void monthDay(StringBuilder out, long month, long day) {
        check(month, 1, 12, "month");
        check(day, 1, 31, "day");
        out.append("--");
        padded(out, (int) month, 2);
        out.append('-');
        padded(out, (int) day, 2);
    }

    static void yearMonth(StringBuilder out, long year, long month) {
        check(year, -999_999_999, 999_999_999, "year");
        check(month, 1, 12, "month");
        year(out, (int) year);
        out.append('-');
        padded(out, (int) month, 2);
    }

    /** {@code Z}, {@code +08:00} or {@code -01:02:03}. */
    static void offset(StringBuilder out, long seconds) {
        check(seconds, -64_800, 64_800, "offset");
        if (seconds == 0) {
            out.append('Z');
            return;
        }
        int absolute = (int) Math.abs(seconds);
        out.append(seconds < 0 ? '-' : '+');
        padded(out, absolute / 3600, 2);
        out.append(':');
        padded(out, absolute / 60 % 60, 2);
        if (absolute % 60 != 0) {
            out.append(':');
            padded(out, absolute % 60, 2);
        }
    }

    private static void epochDay(StringBuilder out, long day) {
        try {
            LocalDate date = LocalDate.ofEpochDay(day);
            date(out, date.getYear(), date.getMonthValue(), date.getDayOfMonth());
        } catch (DateTimeException e) {
            throw Defect.of("a date beyond the calendar");
        }
    }

    private static void clock(StringBuilder out, int secondOfDay) {
        padded(out, secondOfDay / 3600, 2);
        out.append(':');
        padded(out, secondOfDay / 60 % 60, 2);
        out.append(':');
        padded(out, secondOfDay % 60, 2);
    }

    private static void fraction(StringBuilder out, int nanos) {
        if (nanos == 0) {
            return;
        }
        out.append('.');
        if (nanos % 1_000_000 == 0) {
            padded(out, nanos / 1_000_000, 3);
        } else if (nanos % 1000 == 0) {
            padded(out, nanos / 1000, 6);
        } else {
            padded(out, nanos, 9);
        }
    }

    private static void padded(StringBuilder out, int value, int digits) {
        int bound = 10;
        for (int i = 1; i < digits; i++) {
            if (value < bound) {
                for (int zeros = digits - i; zeros > 0; zeros--) {
                    out.append('0');
                }
                break;
            }
            bound *= 10;
        }
        out.append(value);
    }

    private static void check(long value, long min, long max, String what) {
        if (value < min || value > max) {
            throw Defect.of("the " + what + " of a date is " + value);
        }
    }
}
