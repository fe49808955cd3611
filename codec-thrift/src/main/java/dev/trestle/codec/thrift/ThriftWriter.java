package dev.trestle.codec.thrift;

import io.netty.buffer.ByteBuf;

/** Writes the parts of a Thrift message. Structs have no opening mark; whoever writes one keeps the id it wrote last. */
interface ThriftWriter {
    /**
     * The head of a field.
     *
     * @param lastId the id of the field before it in the same struct; 0 for the first
     */
    void field(int lastId, int id, int type);

    /** A whole field of type bool; its value is part of the head in the compact protocol. */
    void boolField(int lastId, int id, boolean value);

    /** The end of a struct. */
    void stop();

    /** A bool inside a container. */
    void bool(boolean value);

    void i8(int value);

    void i16(int value);

    void i32(int value);

    void i64(long value);

    void float64(double value);

    void string(String value);

    void bytes(byte[] value);

    /** Sixteen bytes, most significant first. */
    void uuid(long mostSignificant, long leastSignificant);

    /** The head of a list or set. */
    void list(int elementType, int size);

    /** What is written, lent. */
    ByteBuf buffer();

    /** The head of a map. */
    void map(int keyType, int valueType, int size);
}
