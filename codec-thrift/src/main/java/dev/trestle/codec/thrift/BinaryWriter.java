package dev.trestle.codec.thrift;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** The binary protocol: fixed widths, big endian. */
final class BinaryWriter implements ThriftWriter {
    private final ByteBuf out;

    BinaryWriter(ByteBuf out) {
        this.out = out;
    }

    @Override
    public void field(int lastId, int id, int type) {
        out.writeByte(type);
        out.writeShort(id);
    }

    @Override
    public void boolField(int lastId, int id, boolean value) {
        field(lastId, id, WireType.BOOL);
        bool(value);
    }

    @Override
    public ByteBuf buffer() {
        return out;
    }

    @Override
    public void stop() {
        out.writeByte(WireType.STOP);
    }

    @Override
    public void bool(boolean value) {
        out.writeByte(value ? 1 : 0);
    }

    @Override
    public void i8(int value) {
        out.writeByte(value);
    }

    @Override
    public void i16(int value) {
        out.writeShort(value);
    }

    @Override
    public void i32(int value) {
        out.writeInt(value);
    }

    @Override
    public void i64(long value) {
        out.writeLong(value);
    }

    @Override
    public void float64(double value) {
        out.writeDouble(value);
    }

    @Override
    public void string(String value) {
        int at = out.writerIndex();
        out.writeInt(0);
        out.setInt(at, ByteBufUtil.writeUtf8(out, value));
    }

    @Override
    public void bytes(byte[] value) {
        out.writeInt(value.length);
        out.writeBytes(value);
    }

    @Override
    public void uuid(long mostSignificant, long leastSignificant) {
        out.writeLong(mostSignificant);
        out.writeLong(leastSignificant);
    }

    @Override
    public void list(int elementType, int size) {
        out.writeByte(elementType);
        out.writeInt(size);
    }

    @Override
    public void map(int keyType, int valueType, int size) {
        out.writeByte(keyType);
        out.writeByte(valueType);
        out.writeInt(size);
    }
}
