package dev.trestle.codec.thrift.idl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A struct, union or exception, or the arguments of a method. May contain itself. Immutable once its schema is linked. */
public final class StructType implements ThriftType {
    /** What was written before its name. */
    public enum Kind {
        /** Any of its fields. */
        STRUCT,
        /** Exactly one of its fields. */
        UNION,
        /** What a method may throw. */
        EXCEPTION
    }

    private final String name;
    private final Kind kind;
    private final List<Annotation> annotations;
    private List<Field> fields = List.of();
    private Map<String, Field> byName = Map.of();

    StructType(String name, Kind kind, List<Annotation> annotations) {
        this.name = name;
        this.kind = kind;
        this.annotations = List.copyOf(annotations);
    }

    /** By the linker, once: fields may have this type. */
    void link(List<Field> linked) {
        fields = List.copyOf(linked);
        byName = new HashMap<>();
        for (Field field : linked) {
            byName.put(field.name(), field);
        }
    }

    /** The name, with its file's prefix when it comes from an include. */
    public String name() {
        return name;
    }

    /** Struct, union or exception. */
    public Kind kind() {
        return kind;
    }

    /** All fields in the order written. */
    public List<Field> fields() {
        return fields;
    }

    /** The field called {@code fieldName}, or null. */
    public @Nullable Field field(String fieldName) {
        return byName.get(fieldName);
    }

    /** The annotations after its closing brace. */
    public List<Annotation> annotations() {
        return annotations;
    }

    @Override
    public String shown() {
        return name;
    }
}
