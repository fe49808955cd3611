package dev.trestle.codec.dubbo.hessian;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The well-known classes that are shown as the value they stand for, not as their fields. Told apart by name only; both Dubbo's
 * and Caucho's handle classes are known. The names after each form are the fields it needs: its roles.
 */
enum JdkForm {
    /** The one role's value as it is: an enum set's names, an atomic number. */
    DELEGATE_VALUE("value"),
    /** The same under another name. */
    DELEGATE_HANDLE("_value"),
    /** The same under another name. */
    DELEGATE_OBJECTS("objects"),
    /** A number kept as 0 or 1. */
    ATOMIC_BOOLEAN("value"),
    /** Text under one name or another. */
    TEXT_VALUE("value"),
    /** Text: a class, as its name. */
    TEXT_NAME("name"),
    /** Text: a URI. */
    TEXT_STRING("string"),
    /** Text: a currency. */
    TEXT_CURRENCY("currencyCode"),
    /** Text: a zone id. */
    TEXT_ZONE("zoneId"),
    /** A UUID as two longs. */
    UUID_BITS("mostSigBits", "leastSigBits"),
    /** An exact decimal, as text. */
    BIG_DECIMAL("value"),
    /** An exact integer, as sign and magnitude in 32-bit digits, the most significant first. */
    BIG_INTEGER("signum", "mag"),
    /** A date inside an object: {@code java.sql}. */
    SQL_DATE("value"),
    /** A calendar, as its instant. */
    CALENDAR("date"),
    /** {@code java.time}. */
    LOCAL_DATE("year", "month", "day"),
    /** {@code java.time}. */
    LOCAL_TIME("hour", "minute", "second", "nano"),
    /** {@code java.time}. */
    LOCAL_DATE_TIME("date", "time"),
    /** {@code java.time}. */
    INSTANT("seconds", "nanos"),
    /** {@code java.time}. */
    DURATION("seconds", "nanos"),
    /** {@code java.time}. */
    PERIOD("years", "months", "days"),
    /** {@code java.time}. */
    YEAR("year"),
    /** {@code java.time}. */
    YEAR_MONTH("year", "month"),
    /** {@code java.time}. */
    MONTH_DAY("month", "day"),
    /** {@code java.time}. */
    ZONE_OFFSET("seconds"),
    /** {@code java.time}. */
    OFFSET_DATE_TIME("dateTime", "offset"),
    /** {@code java.time}. */
    OFFSET_TIME("localTime", "zoneOffset"),
    /** {@code java.time}. */
    ZONED_DATE_TIME("dateTime", "offset", "zoneId");

    private static final String HANDLES = ".caucho.hessian.io.";

    private static final Map<String, List<JdkForm>> BY_CLASS = Map.ofEntries(
            Map.entry("java.math.BigDecimal", List.of(BIG_DECIMAL)),
            Map.entry("java.math.BigInteger", List.of(BIG_INTEGER)),
            Map.entry("java.util.UUID", List.of(TEXT_VALUE, UUID_BITS)),
            Map.entry("java.util.Currency", List.of(TEXT_CURRENCY)),
            Map.entry("java.net.URI", List.of(TEXT_STRING)),
            Map.entry("java.lang.Class", List.of(TEXT_NAME)),
            Map.entry("java.io.File", List.of(TEXT_VALUE)),
            Map.entry("java.sql.Date", List.of(SQL_DATE)),
            Map.entry("java.sql.Time", List.of(SQL_DATE)),
            Map.entry("java.sql.Timestamp", List.of(SQL_DATE)),
            Map.entry("java.util.concurrent.atomic.AtomicInteger", List.of(DELEGATE_VALUE)),
            Map.entry("java.util.concurrent.atomic.AtomicLong", List.of(DELEGATE_VALUE)),
            Map.entry("java.util.concurrent.atomic.AtomicBoolean", List.of(ATOMIC_BOOLEAN)),
            Map.entry("LocaleHandle", List.of(TEXT_VALUE)),
            Map.entry("EnumSetHandler", List.of(DELEGATE_OBJECTS)),
            Map.entry("CalendarHandle", List.of(CALENDAR)),
            Map.entry("ByteHandle", List.of(DELEGATE_HANDLE)),
            Map.entry("ShortHandle", List.of(DELEGATE_HANDLE)),
            Map.entry("FloatHandle", List.of(DELEGATE_HANDLE)),
            Map.entry("LocalDateHandle", List.of(LOCAL_DATE)),
            Map.entry("LocalTimeHandle", List.of(LOCAL_TIME)),
            Map.entry("LocalDateTimeHandle", List.of(LOCAL_DATE_TIME)),
            Map.entry("InstantHandle", List.of(INSTANT)),
            Map.entry("DurationHandle", List.of(DURATION)),
            Map.entry("PeriodHandle", List.of(PERIOD)),
            Map.entry("YearHandle", List.of(YEAR)),
            Map.entry("YearMonthHandle", List.of(YEAR_MONTH)),
            Map.entry("MonthDayHandle", List.of(MONTH_DAY)),
            Map.entry("ZoneOffsetHandle", List.of(ZONE_OFFSET)),
            Map.entry("ZoneIdHandle", List.of(TEXT_ZONE)),
            Map.entry("OffsetDateTimeHandle", List.of(OFFSET_DATE_TIME)),
            Map.entry("OffsetTimeHandle", List.of(OFFSET_TIME)),
            Map.entry("ZonedDateTimeHandle", List.of(ZONED_DATE_TIME)));

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> roles;

    JdkForm(String... roles) {
        this.roles = List.of(roles);
    }

    /** The form of a class with these fields, or null for a class like any other. */
    static @Nullable JdkForm of(String className, List<String> fields) {
        int handles = className.indexOf(HANDLES);
        String key = handles < 0 ? className : className.substring(className.lastIndexOf('.') + 1);
        for (JdkForm form : BY_CLASS.getOrDefault(key, List.of())) {
            if (fields.containsAll(form.roles)) {
                return form;
            }
        }
        return null;
    }

    /** Where the roles are among {@code fields}. */
    int[] roles(List<String> fields) {
        return roles.stream().mapToInt(fields::indexOf).toArray();
    }
}
