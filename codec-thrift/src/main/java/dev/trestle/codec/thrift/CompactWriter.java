package dev.trestle.codec.thrift;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** The compact protocol. Doubles are little endian, as every implementation has them. */
final class CompactWriter implements ThriftWriter {
    private static final int MAX_SHORT_LIST = 14;

    private final ByteBuf out;

    CompactWriter(ByteBuf out) {
        this.out = out;
    }

    @Override
    public void field(int lastId, int id, int type) {
        head(lastId, id, Compact.fromWire(type));
    }

    @Override
    public void boolField(int lastId, int id, boolean value) {
        head(lastId, id, value ? Compact.TRUE : Compact.FALSE);
    }

    private void head(int lastId, int id, int compactType) {
        int delta = id - lastId;
        if (delta > 0 && delta <= 15) {
            out.writeByte(delta << 4 | compactType);
        } else {
            out.writeByte(compactType);
            i16(id);
        }
    }

    @Override
    public ByteBuf buffer() {
        return out;
    }

    @Override
    public void stop() {
        out.writeByte(0);
    }

    @Override
    public void bool(boolean value) {
        out.writeByte(value ? Compact.TRUE : Compact.FALSE);
    }

    @Override
    public void i8(int value) {
        out.writeByte(value);
    }

    @Override
    public void i16(int value) {
        i64(value);
    }

    @Override
    public void i32(int value) {
        i64(value);
    }

    @Override
    public void i64(long value) {
        Compact.writeVarint(out, Compact.zigzag(value));
    }

    @Override
    public void float64(double value) {
        out.writeLongLE(Double.doubleToRawLongBits(value));
    }

    @Override
    public void string(String value) {
        int length = ByteBufUtil.utf8Bytes(value);
        Compact.writeVarint(out, length);
        ByteBufUtil.reserveAndWriteUtf8(out, value, length);
    }

    @Override
    public void bytes(byte[] value) {
        Compact.writeVarint(out, value.length);
        out.writeBytes(value);
    }

    @Override
    public void uuid(long mostSignificant, long leastSignificant) {
        out.writeLong(mostSignificant);
        out.writeLong(leastSignificant);
    }

    @Override
    public void list(int elementType, int size) {
        int compactType = Compact.fromWire(elementType);
        if (size <= MAX_SHORT_LIST) {
            out.writeByte(size << 4 | compactType);
        } else {
            out.writeByte(0xf0 | compactType);
            Compact.writeVarint(out, size);
        }
    }

    @Override
    public void map(int keyType, int valueType, int size) {
        Compact.writeVarint(out, size);
        if (size > 0) {
            out.writeByte(Compact.fromWire(keyType) << 4 | Compact.fromWire(valueType));
        }
    }
}
