package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.thrift.idl.Field;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of one struct come from: some from bindings, some are structs with a plan of their own, the rest is taken by name
 * from the object the struct itself comes from.
 */
final class Plan {
    private final StructShape shape;
    private final @Nullable Binding[] bindings;
    private final @Nullable Plan[] nested;

    Plan(StructShape shape) {
        this.shape = shape;
        this.bindings = new Binding[shape.size()];
        this.nested = new Plan[shape.size()];
    }

    StructShape shape() {
        return shape;
    }

    /** While the codec is made: binds a field. */
    void bind(int ordinal, Binding binding) {
        bindings[ordinal] = binding;
    }

    boolean isBound(int ordinal) {
        return bindings[ordinal] != null || nested[ordinal] != null;
    }

    /** While the codec is made: the plan of a field that is a struct. */
    Plan nested(int ordinal, StructShape struct) {
        Plan plan = nested[ordinal];
        if (plan == null) {
            plan = new Plan(struct);
            nested[ordinal] = plan;
        }
        return plan;
    }

    /** Fetches every value of the struct; {@code rest} is what its unbound fields are read from, null for nothing. */
    PlannedValue resolve(@Nullable Value rest, String where, Encoding encoding) {
        @Nullable Value[] values;
        if (rest == null || rest.kind() == Value.Kind.ABSENT || rest.kind() == Value.Kind.NULL) {
            values = new Value[shape.size()];
        } else if (rest.kind() == Value.Kind.OBJECT) {
            values = shape.collect(rest, encoding);
        } else {
            encoding.errors().add(rest, "expected: an object with " + String.join(", ", shape.names()));
            values = new Value[shape.size()];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = resolveMember(i, values[i], where, encoding);
        }
        return new PlannedValue(values, where);
    }

    private @Nullable Value resolveMember(int ordinal, @Nullable Value found, String where, Encoding encoding) {
        Value value = found;
        Binding binding = bindings[ordinal];
        if (binding != null) {
            if (value != null) {
                encoding.overridden(value);
            }
            value = binding.resolve(encoding.request());
        }
        Plan plan = nested[ordinal];
        if (plan == null) {
            return value;
        }
        Field field = shape.member(ordinal).field();
        String below = value == null ? where + "." + field.name() : value.where();
        PlannedValue planned = plan.resolve(value, below, encoding);
        boolean needed = field.requiredness() != Field.Requiredness.OPTIONAL || isObject(value);
        return needed || planned.holdsAny() ? planned : null;
    }

    private static boolean isObject(@Nullable Value value) {
        return value != null && value.kind() == Value.Kind.OBJECT;
    }
}
