package dev.trestle.codec.thrift;

import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Value;

/** How values of one IDL type travel: from a request's value to the wire, and from the wire to JSON. Immutable. */
abstract class Shape {
    private final int wireType;
    private final String shown;

    Shape(int wireType, String shown) {
        this.wireType = wireType;
        this.shown = shown;
    }

    final int wireType() {
        return wireType;
    }

    /** The type in the IDL's words, for messages. */
    final String shown() {
        return shown;
    }

    /**
     * Writes {@code value}, which is neither absent nor null. What it cannot take it reports, and writes anything in its place:
     * the message is thrown away then.
     */
    abstract void write(Value value, Encoding encoding);

    /** As a field with its head. */
    void writeField(int lastId, int id, Value value, Encoding encoding) {
        encoding.out().field(lastId, id, wireType);
        write(value, encoding);
    }

    /**
     * Reads a value.
     *
     * @param depth how many more levels may open
     */
    abstract void read(ThriftReader in, JsonWriter out, int depth);

    /** Whether values can be names of JSON members. */
    boolean isKey() {
        return false;
    }

    /** Reads a value as the name of a JSON member. */
    String readKey(ThriftReader in) {
        throw new IllegalStateException(shown + " as a name (expected: a scalar)");
    }

    /** What the wire says must be what the IDL says: a value of another type would be lost in silence. */
    final void check(int found, String where) {
        if (found != wireType) {
            throw mismatch(where, WireType.shown(found), shown);
        }
    }

    static FailureException mismatch(String where, String found, String expected) {
        return ThriftReader.malformed(where + ": " + found + " (expected: " + expected + ", as the IDL says)");
    }
}
