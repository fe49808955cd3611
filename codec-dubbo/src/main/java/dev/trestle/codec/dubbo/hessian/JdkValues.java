package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Period;
import java.util.Arrays;
import java.util.UUID;

/**
 * Shows the objects of well-known JDK classes as the values they stand for. Their fields come in any order, so they are passed
 * over once to see where each begins, then read again in the order in which they are needed.
 */
final class JdkValues {
    private static final int MAX_DIGITS = 10_000;
    private static final int MAX_MAGNITUDE = MAX_DIGITS / 9;

    private final HessianReader reader;
    private final HessianInput input;
    private final HessianTables tables;
    private final StringBuilder scratch = new StringBuilder(40);

    JdkValues(HessianReader reader) {
        this.reader = reader;
        this.input = reader.input();
        this.tables = reader.tables();
    }

    /** Writes the object whose fields begin here. */
    void write(ClassShape shape, JsonWriter out) {
        int begin = input.position();
        int[] at = positions(shape);
        int end = input.position();
        tables.beginReplay();
        input.position(at[0]);
        JdkForm form = form(shape);
        if (input.peek() == 'N') {
            out.nullValue();
        } else {
            write(form, at, out);
        }
        tables.endReplay(end - begin);
        input.position(end);
    }

    private void write(JdkForm form, int[] at, JsonWriter out) {
        switch (form) {
            case DELEGATE_VALUE, DELEGATE_HANDLE, DELEGATE_OBJECTS -> reader.value(out);
            case ATOMIC_BOOLEAN -> out.bool(integerAt(at[0]) != 0);
            case BIG_DECIMAL -> decimal(at[0], out);
            case BIG_INTEGER -> out.decimal(new BigDecimal(bigInteger(at)));
            default -> {
                scratch.setLength(0);
                append(form, at, scratch);
                out.string(scratch);
            }
        }
    }

    /** Appends the next value, which has to be a scalar, an enum or a JDK value. */
    void text(StringBuilder out) {
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
            case TRUE -> out.append(true);
            case FALSE -> out.append(false);
            case DATE -> IsoText.instant(out, input.date(first));
            case DEFINITION -> {
                reader.definition();
                text(out);
            }
            case OBJECT -> objectText(first, begin, out);
            case REFERENCE -> referenceText(out);
            default -> throw Defect.of("a value that is no text where text has to be");
        }
    }

    private void objectText(int first, int begin, StringBuilder out) {
        int number = tables.enter(begin);
        tables.open(number);
        ClassShape shape = reader.shape(first);
        reader.enter();
        if (shape.kind() == ClassShape.Kind.JDK) {
            int[] at = positions(shape);
            int end = input.position();
            tables.beginReplay();
            append(form(shape), at, out);
            tables.endReplay(end - begin);
            input.position(end);
        } else if (shape.kind() == ClassShape.Kind.ENUM && Tag.of(input.peek()) == Tag.STRING) {
            text(out);
        } else {
            throw Defect.of("an object where text has to be");
        }
        reader.leave();
        tables.close(number);
    }

    private void referenceText(StringBuilder out) {
        int number = input.count();
        int begin = tables.begin(number);
        int back = input.position();
        tables.open(number);
        tables.beginReplay();
        input.position(begin);
        text(out);
        tables.endReplay(input.position() - begin);
        input.position(back);
        tables.close(number);
    }

    private static JdkForm form(ClassShape shape) {
        JdkForm form = shape.form();
        if (form == null) {
            throw new IllegalStateException(shape.className());
        }
        return form;
    }

    private int[] positions(ClassShape shape) {
        int[] roles = shape.roles();
        int[] at = new int[roles.length];
        for (int i = 0; i < shape.size(); i++) {
            for (int role = 0; role < roles.length; role++) {
                if (roles[role] == i) {
                    at[role] = input.position();
                }
            }
            reader.skip();
        }
        return at;
    }

    private void append(JdkForm form, int[] at, StringBuilder out) {
        switch (form) {
            case LOCAL_DATE -> IsoText.date(out, integerAt(at[0]), integerAt(at[1]), integerAt(at[2]));
            case LOCAL_TIME -> {
                long nano = integerAt(at[3]);
                IsoText.time(out, integerAt(at[0]), integerAt(at[1]), integerAt(at[2]), nano);
            }
            case LOCAL_DATE_TIME -> {
                textAt(at[0], out);
                out.append('T');
                textAt(at[1], out);
            }
            case INSTANT -> IsoText.instant(out, integerAt(at[0]), integerAt(at[1]));
            case OFFSET_DATE_TIME, OFFSET_TIME -> {
                textAt(at[0], out);
                textAt(at[1], out);
            }
            case ZONED_DATE_TIME -> zoned(at, out);
            case ZONE_OFFSET -> IsoText.offset(out, integerAt(at[0]));
            case YEAR -> IsoText.year(out, smallAt(at[0]));
            case YEAR_MONTH -> IsoText.yearMonth(out, integerAt(at[0]), integerAt(at[1]));
            case MONTH_DAY -> IsoText.monthDay(out, integerAt(at[0]), integerAt(at[1]));
            case DURATION -> out.append(duration(at));
            case PERIOD -> out.append(Period.of(smallAt(at[0]), smallAt(at[1]), smallAt(at[2])));
            case UUID_BITS -> out.append(new UUID(integerAt(at[0]), integerAt(at[1])));
            case BIG_INTEGER -> out.append(bigInteger(at));
            case ATOMIC_BOOLEAN -> out.append(integerAt(at[0]) != 0);
            default -> textAt(at[0], out);
        }
    }

    /** The zone is added only where it says more than the offset, as {@code ZonedDateTime} itself does. */
    private void zoned(int[] at, StringBuilder out) {
        textAt(at[0], out);
        int offset = out.length();
        textAt(at[1], out);
        String offsetText = out.substring(offset);
        int zone = out.length();
        out.append('[');
        textAt(at[2], out);
        if (out.length() - zone - 1 == offsetText.length() && out.indexOf(offsetText, zone + 1) == zone + 1) {
            out.setLength(zone);
        } else {
            out.append(']');
        }
    }

    private Duration duration(int[] at) {
        try {
            return Duration.ofSeconds(integerAt(at[0]), integerAt(at[1]));
        } catch (ArithmeticException e) {
            throw Defect.of("a duration beyond 64 bits");
        }
    }

    private void textAt(int position, StringBuilder out) {
        input.position(position);
        text(out);
    }

    private long integerAt(int position) {
        input.position(position);
        int first = input.next();
        return switch (Tag.of(first)) {
            case INT -> input.int32(first);
            case LONG -> input.int64(first);
            default -> throw Defect.of("a number was expected");
        };
    }

    private int smallAt(int position) {
        long value = integerAt(position);
        if (Math.abs(value) > 999_999_999) {
            throw Defect.of("a part of a date is " + value);
        }
        return (int) value;
    }

    private void decimal(int position, JsonWriter out) {
        input.position(position);
        input.expectString();
        if (!(input.isAscii() && out.plainDecimal(input.data(), input.dataIndex(), input.dataBytes()))) {
            out.decimal(decimal());
        }
    }

    private BigDecimal decimal() {
        if (input.dataBytes() > MAX_DIGITS) {
            throw Defect.of("a number of more than " + MAX_DIGITS + " digits");
        }
        try {
            return new BigDecimal(input.text());
        } catch (NumberFormatException e) {
            throw Defect.of("a BigDecimal that is no number");
        }
    }

    private BigInteger bigInteger(int[] at) {
        int signum = smallAt(at[0]);
        input.position(at[1]);
        int first = input.next();
        if (Tag.of(first) == Tag.REFERENCE) {
            input.position(tables.begin(input.count()));
            first = input.next();
        }
        if (Tag.of(first) != Tag.LIST) {
            throw Defect.of("a BigInteger without magnitude");
        }
        try {
            return new BigInteger(signum, magnitude(reader.listHead(first)));
        } catch (NumberFormatException e) {
            throw Defect.of("a BigInteger that is no number");
        }
    }

    private byte[] magnitude(int length) {
        int bound = length < 0 ? MAX_MAGNITUDE : length;
        if (bound > MAX_MAGNITUDE) {
            throw Defect.of("a number of more than " + MAX_DIGITS + " digits");
        }
        byte[] bytes = new byte[bound * Integer.BYTES];
        ByteBuffer magnitude = ByteBuffer.wrap(bytes);
        int left = length;
        while (reader.more(left)) {
            if (!magnitude.hasRemaining()) {
                throw Defect.of("a number of more than " + MAX_DIGITS + " digits");
            }
            magnitude.putInt(input.int32(input.next()));
            left--;
        }
        return Arrays.copyOf(bytes, magnitude.position());
    }
}
