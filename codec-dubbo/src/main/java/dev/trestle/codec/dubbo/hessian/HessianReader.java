package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of one message in order and writes them as JSON while it reads: no tree, no class. The buffer is lent.
 *
 * <p>JDK values look as one expects (see {@code JdkForm}), enums are their names, byte arrays base64, sets and lists arrays, maps and
 * all other objects JSON objects; class names are not shown. A back reference is written out where it stands.
 *
 * <p>Everything that is wrong with the bytes, cycles included, is a {@code FailureException} with {@code DECODE_FAILED}; what grows
 * beyond the JSON writer's limit is {@code REPLY_TOO_LARGE}. Memory is bounded by the bytes that are there, not by the
 * lengths they claim.
 */
public final class HessianReader {
    /** Whether the key {@code class}, which a generic invocation adds to every object, is shown. */
    public enum ClassKeys {
        /** As any other key. */
        KEEP,
        /** Left out, at any depth. */
        DROP
    }

    private static final int MAX_DEPTH = 128;

    private final HessianInput input;
    private final ClassShapes shapes;
    private final ClassKeys classKeys;
    private final HessianTables tables = new HessianTables();
    private final JdkValues jdk;
    private @Nullable MapKeys freeKeys;
    private final StringBuilder scratch = new StringBuilder(40);
    private final AsciiText ascii = new AsciiText();
    private int depth;

    /** Reads {@code in} from the absolute index {@code start} to its writer index. */
    public HessianReader(ByteBuf in, int start, ClassShapes shapes, ClassKeys classKeys) {
        this.input = new HessianInput(in, start);
        this.shapes = shapes;
        this.classKeys = classKeys;
        this.jdk = new JdkValues(this);
    }

    /** The next value, which has to be an int. */
    public int int32() {
        return input.int32(input.next());
    }

    /** The next value, which has to be a string or null. */
    public @Nullable String string() {
        if (input.peek() == 'N') {
            input.next();
            return null;
        }
        input.expectString();
        return input.text();
    }

    /** There has to be nothing more. */
    public void end() {
        if (input.remaining() > 0) {
            throw Defect.of(input.remaining() + " bytes follow the last value");
        }
    }

    /** Whether another value follows. */
    boolean hasMore() {
        return input.remaining() > 0;
    }

    /** Writes the next value. */
    public void value(JsonWriter out) {
        int begin = input.position();
        int first = input.next();
        switch (Tag.of(first)) {
            case STRING -> {
                input.string(first);
                out.utf8(input.data(), input.dataIndex(), input.dataBytes());
            }
            case BINARY -> {
                input.binary(first);
                out.base64(input.data(), input.dataIndex(), input.dataBytes());
            }
            case INT -> out.int32(input.int32(first));
            case LONG -> out.int64(input.int64(first));
            case DOUBLE -> out.float64(input.float64(first));
            case DATE -> {
                scratch.setLength(0);
                IsoText.instant(scratch, input.date(first));
                out.string(scratch);
            }
            case TRUE -> out.bool(true);
            case FALSE -> out.bool(false);
            case NULL -> out.nullValue();
            case LIST -> list(first, begin, out);
            case MAP -> map(first, begin, out);
            case DEFINITION -> {
                definition();
                value(out);
            }
            case OBJECT -> object(first, begin, out);
            case REFERENCE -> reference(out);
            default -> throw Defect.of("a value begins with 0x" + Integer.toHexString(first));
        }
    }

    /** Passes over the next value. */
    public void skip() {
        int begin = input.position();
        int first = input.next();
        switch (Tag.of(first)) {
            case STRING -> input.string(first);
            case BINARY -> input.binary(first);
            case INT -> input.int32(first);
            case LONG -> input.int64(first);
            case DOUBLE -> input.float64(first);
            case DATE -> input.date(first);
            case TRUE, FALSE, NULL -> {}
            case LIST -> skipList(first, begin);
            case MAP -> skipMap(first, begin);
            case DEFINITION -> {
                definition();
                skip();
            }
            case OBJECT -> skipObject(first, begin);
            case REFERENCE -> tables.checkReference(input.count());
            default -> throw Defect.of("a value begins with 0x" + Integer.toHexString(first));
        }
    }

    /**
     * Reads the next value, which has to be an exception.
     *
     * @param fields gets a JSON object of its own fields: not its message, stack trace, cause or suppressed exceptions
     */
    public ThrownObject thrown(JsonWriter fields) {
        return new ThrownReader(this).read(fields);
    }

    HessianInput input() {
        return input;
    }

    HessianTables tables() {
        return tables;
    }

    /** Reads a definition whose tag was consumed; the next value follows, which is to be an object. */
    void definition() {
        tables.define(shapes.read(input));
        if (Tag.of(input.peek()) != Tag.OBJECT) {
            throw Defect.of("a class definition without an object");
        }
    }

    ClassShape shape(int first) {
        return tables.shape(first == 'O' ? input.count() : first - 0x60);
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw Defect.of("nested deeper than " + MAX_DEPTH);
        }
    }

    void leave() {
        depth--;
    }

    private void list(int first, int begin, JsonWriter out) {
        int number = tables.enter(begin);
        tables.open(number);
        int left = listHead(first);
        enter();
        out.beginArray();
        while (more(left)) {
            value(out);
            left--;
        }
        out.endArray();
        leave();
        tables.close(number);
    }

    private void skipList(int first, int begin) {
        tables.enter(begin);
        int left = listHead(first);
        enter();
        while (more(left)) {
            skip();
            left--;
        }
        leave();
    }

    /** Reads type and length; the length is negative for a list that ends with Z. */
    int listHead(int first) {
        boolean typed = first == 'U' || first == 'V' || (first >= 0x70 && first <= 0x77);
        if (typed) {
            type();
        }
        if (first == 'U' || first == 'W') {
            return -1;
        }
        int length = first >= 0x70 ? first & 0x7 : input.count();
        if (length > input.remaining()) {
            throw Defect.of("a list of " + length + " elements in " + input.remaining() + " bytes");
        }
        return length;
    }

    /** Whether another element follows; consumes the Z of a list that has one. */
    boolean more(int left) {
        if (left >= 0) {
            return left > 0;
        }
        return !atEnd();
    }

    private boolean atEnd() {
        if (input.peek() != 'Z') {
            return false;
        }
        input.next();
        return true;
    }

    private void type() {
        int first = input.next();
        if (Tag.of(first) == Tag.STRING) {
            input.string(first);
            tables.nameType();
        } else {
            int index = input.int32(first);
            tables.checkType(index);
        }
    }

    /** Reads the type of a map that has one. */
    void mapHead(int first) {
        if (first == 'M') {
            type();
        }
    }

    private void map(int first, int begin, JsonWriter out) {
        int number = tables.enter(begin);
        tables.open(number);
        mapHead(first);
        enter();
        MapKeys keys = freeKeys == null ? new MapKeys() : freeKeys;
        freeKeys = null;
        out.beginObject();
        while (!atEnd()) {
            CharSequence key = key();
            if (classKeys == ClassKeys.DROP && "class".contentEquals(key)) {
                skip();
                continue;
            }
            if (!keys.add(key)) {
                throw Defect.of("two keys of a map have the same name in JSON");
            }
            out.name(key);
            value(out);
        }
        out.endObject();
        keys.clear();
        freeKeys = keys;
        leave();
        tables.close(number);
    }

    /** The next value as a name. */
    CharSequence key() {
        int first = input.peek();
        if (Tag.of(first) == Tag.STRING) {
            input.string(input.next());
            return input.isAscii() ? ascii.at(input.data(), input.dataIndex(), input.dataBytes()) : input.text();
        }
        StringBuilder text = new StringBuilder();
        if (first == 'N') {
            input.next();
            return "null";
        }
        jdk.text(text);
        return text;
    }

    private void skipMap(int first, int begin) {
        tables.enter(begin);
        mapHead(first);
        enter();
        while (!atEnd()) {
            skip();
            skip();
        }
        leave();
    }

    private void object(int first, int begin, JsonWriter out) {
        int number = tables.enter(begin);
        tables.open(number);
        ClassShape shape = shape(first);
        enter();
        if (shape.kind() == ClassShape.Kind.JDK) {
            jdk.write(shape, out);
        } else if (shape.kind() == ClassShape.Kind.ENUM && Tag.of(input.peek()) == Tag.STRING) {
            value(out);
        } else {
            fields(shape, out);
        }
        leave();
        tables.close(number);
    }

    private void fields(ClassShape shape, JsonWriter out) {
        out.beginObject();
        for (int i = 0; i < shape.size(); i++) {
            byte[] name = shape.name(i);
            if (name == null) {
                skip();
            } else {
                out.name(name);
                value(out);
            }
        }
        out.endObject();
    }

    private void skipObject(int first, int begin) {
        tables.enter(begin);
        ClassShape shape = shape(first);
        enter();
        for (int i = 0; i < shape.size(); i++) {
            skip();
        }
        leave();
    }

    private void reference(JsonWriter out) {
        int number = input.count();
        int begin = tables.begin(number);
        tables.open(number);
        replay(begin, out);
        tables.close(number);
    }

    /** Writes the value at {@code begin}, which was read before, and comes back. */
    void replay(int begin, JsonWriter out) {
        int back = input.position();
        input.position(begin);
        tables.beginReplay();
        value(out);
        tables.endReplay(input.position() - begin);
        input.position(back);
    }
}
