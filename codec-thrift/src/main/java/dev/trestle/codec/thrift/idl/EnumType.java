package dev.trestle.codec.thrift.idl;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum: 32-bit numbers with names. Immutable. Two names may share a number; the first one is its name. */
public final class EnumType implements ThriftType {
    private final String name;
    private final List<Value> values;
    private final List<Annotation> annotations;
    private final Map<String, Value> byName = new HashMap<>();
    private final Map<Integer, Value> byNumber = new HashMap<>();

    EnumType(String name, List<Value> values, List<Annotation> annotations) {
        this.name = name;
        this.values = List.copyOf(values);
        this.annotations = List.copyOf(annotations);
        for (Value value : values) {
            byName.putIfAbsent(value.name(), value);
            byNumber.putIfAbsent(value.number(), value);
        }
    }

    /** One name. */
    public record Value(String name, int number, List<Annotation> annotations) {}

    /** The enum's name, with its file's prefix when it comes from an include. */
    public String name() {
        return name;
    }

    /** All values in the order written. */
    public List<Value> values() {
        return values;
    }

    /** The annotations after its closing brace. */
    public List<Annotation> annotations() {
        return annotations;
    }

    /** The value called {@code valueName}, or null. */
    public @Nullable Value value(String valueName) {
        return byName.get(valueName);
    }

    /** The first value with that number, or null. */
    public @Nullable Value value(int number) {
        return byNumber.get(number);
    }

    @Override
    public String shown() {
        return name;
    }
}
