package dev.trestle.codec.thrift.idl;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The types without parts. */
public enum BaseType implements ThriftType {
    /** True or false. */
    BOOL,
    /** 8 bits, signed. */
    I8,
    /** 16 bits, signed. */
    I16,
    /** 32 bits, signed. */
    I32,
    /** 64 bits, signed. */
    I64,
    /** IEEE 754, 64 bits. */
    DOUBLE,
    /** Text, UTF-8 on the wire. */
    STRING,
    /** Bytes. */
    BINARY,
    /** 16 bytes, a UUID. */
    UUID;

    /** Words of the language, old ones included. */
    static final Map<String, BaseType> WORDS = Map.ofEntries(
            Map.entry("bool", BOOL),
            Map.entry("byte", I8),
            Map.entry("i8", I8),
            Map.entry("i16", I16),
            Map.entry("i32", I32),
            Map.entry("i64", I64),
            Map.entry("double", DOUBLE),
            Map.entry("string", STRING),
            Map.entry("slist", STRING),
            Map.entry("binary", BINARY),
            Map.entry("uuid", UUID));

    static @Nullable BaseType of(String word) {
        return WORDS.get(word);
    }

    @Override
    public String shown() {
        return name().toLowerCase(Locale.ROOT);
    }
}
