package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Writes well-known JDK objects as the value they stand for. Fields are found first, then read in the order the form needs. */
final class JdkValues {
    private static final int MAX_DECIMAL_CHARS = 10_000;
    private static final int MAX_MAGNITUDE = 1_024;

    private final HessianReader reader;

    JdkValues(HessianReader reader) {
        this.reader = reader;
    }

    /** Writes the object whose fields come next. */
    void write(ClassShape shape, JsonWriter out) {
        int[] at = roles(shape);
        int back = reader.input().position();
        switch (form(shape)) {
            case DELEGATE_VALUE, DELEGATE_HANDLE, DELEGATE_OBJECTS -> reader.replay(at[0], out);
            case BIG_DECIMAL -> out.decimal(decimal(at[0]));
            case BIG_INTEGER -> out.decimal(new BigDecimal(integer(at[0], at[1])));
            case ATOMIC_BOOLEAN -> out.bool(number(at[0]) != 0);
            default -> {
                StringBuilder text = new StringBuilder(32);
                text(form(shape), at, text);
                out.string(text);
            }
        }
        reader.input().position(back);
    }

    /** Appends the next value as text, for the name of a map's entry. */
    void text(StringBuilder out) {
        HessianInput input = reader.input();
        int begin = input.position();
        int first = input.next();
        switch (Tag.of(first)) {
            case STRING -> {
                input.string(first);
                out.append(input.text());
            }
            case INT -> out.append(input.int32(first));
            case LONG -> out.append(input.int64(first));
            case DOUBLE -> out.append(input.float64(first));
            case DATE -> IsoText.instant(out, input.date(first));
            case TRUE -> out.append("true");
            case FALSE -> out.append("false");
            case NULL -> out.append("null");
            case DEFINITION -> {
                reader.definition();
                text(out);
            }
            case OBJECT -> object(first, begin, out);
            case REFERENCE -> {
                int number = input.count();
                int target = reader.tables().begin(number);
                reader.tables().open(number);
                textAt(target, out);
                reader.tables().close(number);
            }
            default -> throw Defect.of("a map with a key that is no text, number or date");
        }
    }

    private void object(int first, int begin, StringBuilder out) {
        reader.tables().enter(begin);
        ClassShape shape = reader.shape(first);
        reader.enter();
        if (shape.kind() == ClassShape.Kind.ENUM) {
            text(out);
        } else if (shape.kind() == ClassShape.Kind.JDK) {
            int[] at = roles(shape);
            int back = reader.input().position();
            switch (form(shape)) {
                case BIG_DECIMAL -> out.append(decimal(at[0]).toPlainString());
                case BIG_INTEGER -> out.append(integer(at[0], at[1]));
                case DELEGATE_VALUE, DELEGATE_HANDLE -> textAt(at[0], out);
                default -> text(form(shape), at, out);
            }
            reader.input().position(back);
        } else {
            throw Defect.of("a map with a key that is an object");
        }
        reader.leave();
    }

    private static JdkForm form(ClassShape shape) {
        JdkForm form = shape.form();
        if (form == null) {
            throw new IllegalStateException(shape.className());
        }
        return form;
    }

    /** Passes over the fields; where those are that the form asks for. */
    private int[] roles(ClassShape shape) {
        int[] begins = new int[shape.size()];
        for (int i = 0; i < begins.length; i++) {
            begins[i] = reader.input().position();
            reader.skip();
        }
        int[] roles = shape.roles().clone();
        for (int i = 0; i < roles.length; i++) {
            roles[i] = begins[roles[i]];
        }
        return roles;
    }

    private void text(JdkForm form, int[] at, StringBuilder out) {
        switch (form) {
            case SQL_DATE, CALENDAR -> textAt(at[0], out);
            case LOCAL_DATE -> IsoText.date(out, number(at[0]), number(at[1]), number(at[2]));
            case LOCAL_TIME -> IsoText.time(out, number(at[0]), number(at[1]), number(at[2]), number(at[3]));
            case LOCAL_DATE_TIME -> {
                textAt(at[0], out);
                out.append('T');
                textAt(at[1], out);
            }
            case INSTANT -> IsoText.instant(out, number(at[0]), number(at[1]));
            case DURATION -> out.append(java.time.Duration.ofSeconds(number(at[0]), number(at[1])));
            case PERIOD ->
                out.append(java.time.Period.of((int) number(at[0]), (int) number(at[1]), (int) number(at[2])));
            case YEAR -> IsoText.year(out, (int) number(at[0]));
            case YEAR_MONTH -> IsoText.yearMonth(out, number(at[0]), number(at[1]));
            case MONTH_DAY -> IsoText.monthDay(out, number(at[0]), number(at[1]));
            case ZONE_OFFSET -> IsoText.offset(out, number(at[0]));
            case OFFSET_DATE_TIME, OFFSET_TIME -> {
                textAt(at[0], out);
                textAt(at[1], out);
            }
            case ZONED_DATE_TIME -> {
                textAt(at[0], out);
                textAt(at[1], out);
                out.append('[');
                textAt(at[2], out);
                out.append(']');
            }
            case UUID_BITS -> out.append(new java.util.UUID(number(at[0]), number(at[1])));
            default -> textAt(at[0], out);
        }
    }

    /** Appends the value at {@code begin}, which was read before. */
    private void textAt(int begin, StringBuilder out) {
        HessianInput input = reader.input();
        int back = input.position();
        input.position(begin);
        reader.tables().beginReplay();
        reader.enter();
        text(out);
        reader.leave();
        reader.tables().endReplay(input.position() - begin);
        input.position(back);
    }

    private long number(int begin) {
        HessianInput input = reader.input();
        input.position(begin);
        int first = input.next();
        return switch (Tag.of(first)) {
            case INT -> input.int32(first);
            case LONG -> input.int64(first);
            default -> throw Defect.of("a date or number whose part is no integer");
        };
    }

    private BigDecimal decimal(int begin) {
        StringBuilder text = new StringBuilder();
        textAt(begin, text);
        if (text.length() <= MAX_DECIMAL_CHARS) {
            try {
                return new BigDecimal(text.toString());
            } catch (NumberFormatException notDecimal) {
                // Reported below: it came from the wire.
            }
        }
        throw Defect.of("a decimal that is no number");
    }

    private BigInteger integer(int signumAt, int magnitudeAt) {
        int signum = (int) number(signumAt);
        HessianInput input = reader.input();
        input.position(magnitudeAt);
        int first = input.next();
        reader.tables().beginReplay();
        int length = Tag.of(first) == Tag.LIST ? reader.listHead(first) : -1;
        reader.tables().endReplay(0);
        if (length < 0 || length > MAX_MAGNITUDE || signum < -1 || signum > 1) {
            throw Defect.of("an integer whose magnitude is no list of at most " + MAX_MAGNITUDE + " ints");
        }
        byte[] magnitude = new byte[length * 4];
        for (int i = 0; i < length; i++) {
            int digit = reader.int32();
            for (int b = 0; b < 4; b++) {
                magnitude[i * 4 + b] = (byte) (digit >>> 24 - 8 * b);
            }
        }
        BigInteger absolute = new BigInteger(1, magnitude);
        return signum < 0 ? absolute.negate() : absolute;
    }
}
