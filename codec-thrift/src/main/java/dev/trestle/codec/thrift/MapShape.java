package dev.trestle.codec.thrift;

import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.mapping.WrittenKeys;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A map: a JSON object where keys are scalars, an array of {@code [key, value]} otherwise. Such an array is always taken. */
final class MapShape extends Shape {
    private final Shape key;
    private final Shape element;

    MapShape(Shape key, Shape element, String shown) {
        super(WireType.MAP, shown);
        this.key = key;
        this.element = element;
    }

    @Override
    void write(Value value, Encoding encoding) {
        if (value.kind() == Value.Kind.OBJECT && key.isKey()) {
            writeMembers(value, encoding);
        } else if (value.kind() == Value.Kind.ARRAY) {
            writePairs(value, encoding);
        } else {
            String form = key.isKey() ? "an object" : "a list of [key, value]";
            encoding.errors().add(value, "expected: " + shown() + " as " + form);
        }
    }

    private void writeMembers(Value value, Encoding encoding) {
        encoding.out().map(key.wireType(), element.wireType(), value.size());
        WrittenKeys keys = new WrittenKeys(encoding.out().buffer());
        for (Iterator<Value> members = value.values(); members.hasNext(); ) {
            Value member = members.next();
            String name = member.name();
            Value named = new KeyValue(name == null ? "" : name, member);
            int from = encoding.out().buffer().writerIndex();
            key.write(named, encoding);
            keys.add(from, named, encoding.errors());
            ListShape.writeElement(element, member, encoding);
        }
    }

    private void writePairs(Value value, Encoding encoding) {
        encoding.out().map(key.wireType(), element.wireType(), value.size());
        WrittenKeys keys = new WrittenKeys(encoding.out().buffer());
        for (Iterator<Value> pairs = value.values(); pairs.hasNext(); ) {
            Value pair = pairs.next();
            if (pair.kind() != Value.Kind.ARRAY || pair.size() != 2) {
                encoding.errors().add(pair, "expected: [key, value]");
                continue;
            }
            Iterator<Value> both = pair.values();
            Value named = both.next();
            int from = encoding.out().buffer().writerIndex();
            ListShape.writeElement(key, named, encoding);
            keys.add(from, named, encoding.errors());
            ListShape.writeElement(element, both.next(), encoding);
        }
    }

    @Override
    void read(ThriftReader in, JsonWriter out, int depth) {
        int deeper = ThriftReader.deeper(depth);
        int size = in.map();
        if (size > 0) {
            int valueType = in.valueType;
            key.check(in.elementType, "a key of " + shown());
            element.check(valueType, "a value of " + shown());
        }
        if (key.isKey()) {
            readMembers(in, out, size, deeper);
        } else {
            readPairs(in, out, size, deeper);
        }
    }

    private void readMembers(ThriftReader in, JsonWriter out, int size, int depth) {
        out.beginObject();
        for (int i = 0; i < size; i++) {
            out.name(key.readKey(in));
            element.read(in, out, depth);
        }
        out.endObject();
    }

    private void readPairs(ThriftReader in, JsonWriter out, int size, int depth) {
        out.beginArray();
        for (int i = 0; i < size; i++) {
            out.beginArray();
            key.read(in, out, depth);
            element.read(in, out, depth);
            out.endArray();
        }
        out.endArray();
    }

    /** The name of a JSON member as a value: text without a type. */
    private record KeyValue(String text, Value member) implements Value {
        @Override
        public String where() {
            return member.where();
        }

        @Override
        public Kind kind() {
            return Kind.TEXT;
        }

        @Override
        public boolean isInt64() {
            return false;
        }

        @Override
        public long int64() {
            throw new IllegalStateException("text has no int64");
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public Iterator<Value> values() {
            return java.util.Collections.emptyIterator();
        }

        @Override
        public @Nullable String name() {
            return null;
        }

        @Override
        public Value member(String name) {
            return this;
        }
    }
}
