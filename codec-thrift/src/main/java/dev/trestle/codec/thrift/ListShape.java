package dev.trestle.codec.thrift;

import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Value;
import java.util.Iterator;

/** A list or a set: a JSON array either way. */
final class ListShape extends Shape {
    private final Shape element;

    ListShape(int wireType, Shape element, String shown) {
        super(wireType, shown);
        this.element = element;
    }

    Shape element() {
        return element;
    }

    @Override
    void write(Value value, Encoding encoding) {
        if (value.kind() != Value.Kind.ARRAY) {
            encoding.errors().add(value, "expected: " + shown());
            return;
        }
        encoding.out().list(element.wireType(), value.size());
        for (Iterator<Value> values = value.values(); values.hasNext(); ) {
            writeElement(element, values.next(), encoding);
        }
    }

    /** Containers have no place for nulls. */
    static void writeElement(Shape element, Value value, Encoding encoding) {
        if (value.kind() == Value.Kind.NULL || value.kind() == Value.Kind.ABSENT) {
            encoding.errors().add(value, "expected: " + element.shown());
        } else {
            element.write(value, encoding);
        }
    }

    @Override
    void read(ThriftReader in, JsonWriter out, int depth) {
        int deeper = ThriftReader.deeper(depth);
        int size = in.list();
        if (size > 0) {
            element.check(in.elementType, "an element of " + shown());
        }
        out.beginArray();
        for (int i = 0; i < size; i++) {
            element.read(in, out, deeper);
        }
        out.endArray();
    }
}
