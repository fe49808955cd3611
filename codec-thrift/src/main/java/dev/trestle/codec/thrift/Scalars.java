package dev.trestle.codec.thrift;

import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Coerce;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.thrift.idl.BaseType;
import dev.trestle.codec.thrift.idl.EnumType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The shapes of types without parts. */
interface Scalars {
    static Shape of(BaseType type) {
        return switch (type) {
            case BOOL -> new Bool();
            case I8 -> new I8();
            case I16 -> new I16();
            case I32 -> new I32();
            case I64 -> new I64();
            case DOUBLE -> new Float64();
            case STRING -> new Text();
            case BINARY -> new Binary();
            case UUID -> new Uuid();
        };
    }

    /** True or false. */
    final class Bool extends Shape {
        Bool() {
            super(WireType.BOOL, "bool");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().bool(Coerce.bool(value, encoding.errors()));
        }

        @Override
        void writeField(int lastId, int id, Value value, Encoding encoding) {
            encoding.out().boolField(lastId, id, Coerce.bool(value, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            out.bool(in.bool());
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            return String.valueOf(in.bool());
        }
    }

    /** 8 bits. */
    final class I8 extends Shape {
        I8() {
            super(WireType.I8, "i8");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().i8((int) Coerce.integer(value, Byte.MIN_VALUE, Byte.MAX_VALUE, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            out.int32(in.i8());
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            return String.valueOf(in.i8());
        }
    }

    /** 16 bits. */
    final class I16 extends Shape {
        I16() {
            super(WireType.I16, "i16");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().i16((int) Coerce.integer(value, Short.MIN_VALUE, Short.MAX_VALUE, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            out.int32(in.i16());
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            return String.valueOf(in.i16());
        }
    }

    /** 32 bits. */
    final class I32 extends Shape {
        I32() {
            super(WireType.I32, "i32");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().i32((int) Coerce.integer(value, Integer.MIN_VALUE, Integer.MAX_VALUE, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            out.int32(in.i32());
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            return String.valueOf(in.i32());
        }
    }

    /** 64 bits. */
    final class I64 extends Shape {
        I64() {
            super(WireType.I64, "i64");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().i64(Coerce.integer(value, Long.MIN_VALUE, Long.MAX_VALUE, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            out.int64(in.i64());
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            return String.valueOf(in.i64());
        }
    }

    /** A double. */
    final class Float64 extends Shape {
        Float64() {
            super(WireType.DOUBLE, "double");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().float64(Coerce.float64(value, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            out.float64(in.float64());
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            return String.valueOf(in.float64());
        }
    }

    /** Text. What is no UTF-8 is replaced on its way out. */
    final class Text extends Shape {
        Text() {
            super(WireType.STRING, "string");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().string(Coerce.string(value, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            int length = in.stringLength();
            out.utf8(in.in, in.index, length);
            in.advance(length);
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            int length = in.stringLength();
            String key = in.in.toString(in.index, length, StandardCharsets.UTF_8);
            in.advance(length);
            return key;
        }
    }

    /** Bytes: base64 in JSON. */
    final class Binary extends Shape {
        Binary() {
            super(WireType.STRING, "binary");
        }

        @Override
        void write(Value value, Encoding encoding) {
            encoding.out().bytes(Coerce.base64(value, encoding.errors()));
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            int length = in.stringLength();
            out.base64(in.in, in.index, length);
            in.advance(length);
        }
    }

    /** A UUID in its usual form. */
    final class Uuid extends Shape {
        private static final int TEXT_LENGTH = 36;

        Uuid() {
            super(WireType.UUID, "uuid");
        }

        @Override
        void write(Value value, Encoding encoding) {
            boolean text = value.kind() == Value.Kind.STRING || value.kind() == Value.Kind.TEXT;
            UUID uuid = text ? parse(value.text()) : null;
            if (uuid == null) {
                encoding.errors().add(value, "expected: a UUID such as 123e4567-e89b-12d3-a456-426614174000");
                return;
            }
            encoding.out().uuid(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
        }

        private static @Nullable UUID parse(String text) {
            try {
                UUID uuid = text.length() == TEXT_LENGTH ? UUID.fromString(text) : null;
                return uuid != null && uuid.toString().equals(text.toLowerCase(Locale.ROOT)) ? uuid : null;
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            out.string(readKey(in));
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            long mostSignificant = in.int64At();
            return new UUID(mostSignificant, in.int64At()).toString();
        }
    }

    /**
     * An enum: its name or its number in, its name out, or its number where the IDL has no name for it. A number without a name is not
     * sent: generated code reads it as nothing at all, and gives up in the middle of the call where the field is required.
     */
    final class Enumeration extends Shape {
        private static final int MAX_LISTED = 20;

        private final EnumType type;

        Enumeration(EnumType type) {
            super(WireType.I32, type.shown());
            this.type = type;
        }

        @Override
        void write(Value value, Encoding encoding) {
            Integer number = number(value);
            if (number == null) {
                encoding.errors().add(value, "expected: " + choices());
                return;
            }
            encoding.out().i32(number);
        }

        private @Nullable Integer number(Value value) {
            return switch (value.kind()) {
                case NUMBER -> value.isInt64() && isDeclared(value.int64()) ? (Integer) (int) value.int64() : null;
                case STRING, TEXT -> named(value.text());
                default -> null;
            };
        }

        private boolean isDeclared(long number) {
            return number == (int) number && type.value((int) number) != null;
        }

        private @Nullable Integer named(String text) {
            EnumType.Value named = type.value(text);
            if (named != null) {
                return named.number();
            }
            try {
                Integer number = Integer.valueOf(text);
                return isDeclared(number) ? number : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private String choices() {
            List<String> names = new ArrayList<>();
            for (EnumType.Value value : type.values()) {
                names.add(value.name());
            }
            boolean all = names.size() <= MAX_LISTED;
            return "one of " + String.join(", ", all ? names : names.subList(0, MAX_LISTED)) + (all ? "" : ", ...");
        }

        @Override
        void read(ThriftReader in, JsonWriter out, int depth) {
            int number = in.i32();
            EnumType.Value value = type.value(number);
            if (value == null) {
                out.int32(number);
            } else {
                out.string(value.name());
            }
        }

        @Override
        boolean isKey() {
            return true;
        }

        @Override
        String readKey(ThriftReader in) {
            int number = in.i32();
            EnumType.Value value = type.value(number);
            return value == null ? String.valueOf(number) : value.name();
        }
    }
}
