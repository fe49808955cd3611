package dev.trestle.codec.dubbo.hessian;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/** A class whose objects are written: its name and fields, encoded once. Immutable; told apart by identity. */
public final class HessianClass {
    private final String name;
    private final List<String> fields;
    private final byte[] encodedName;
    private final byte[][] encodedFields;

    /** A class with these fields. */
    public HessianClass(String name, List<String> fields) {
        this.name = name;
        this.fields = List.copyOf(fields);
        this.encodedName = encoded(name);
        this.encodedFields = fields.stream().map(HessianClass::encoded).toArray(byte[][]::new);
    }

    /** The class' name. */
    public String name() {
        return name;
    }

    /** The fields' names, in the order in which values are written. */
    public List<String> fields() {
        return fields;
    }

    byte[] encodedName() {
        return encodedName;
    }

    byte[] encodedField(int index) {
        return encodedFields[index];
    }

    private static byte[] encoded(String text) {
        ByteBuf buffer = Unpooled.buffer(text.length() + 3);
        new HessianWriter(buffer).string(text);
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        return bytes;
    }
}
