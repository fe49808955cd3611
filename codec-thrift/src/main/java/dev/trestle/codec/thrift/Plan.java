package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.ArgumentErrors;
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
    private final boolean[] left;

    Plan(StructShape shape) {
        this.shape = shape;
        this.bindings = new Binding[shape.size()];
        this.nested = new Plan[shape.size()];
        this.left = new boolean[shape.size()];
    }

    StructShape shape() {
        return shape;
    }

    /** While the codec is made: binds a field. */
    void bind(int ordinal, Binding binding) {
        bindings[ordinal] = binding;
    }

    /** While the codec is made: the route says what becomes of a missing value of this field, and that is nothing. */
    void leave(int ordinal) {
        left[ordinal] = true;
    }

    /**
     * Whether a method cannot be called without this argument. Thrift has no null: a service would read 0 from what is not there, or
     * fall over it.
     */
    boolean isNeeded(int ordinal) {
        return !left[ordinal] && shape.member(ordinal).field().requiredness() != Field.Requiredness.OPTIONAL;
    }

    /** Reports the arguments that have to be there and are not. */
    void checkPresent(PlannedValue arguments, ArgumentErrors errors) {
        for (int i = 0; i < shape.size(); i++) {
            StructShape.Member member = shape.member(i);
            Value value = arguments.members()[i];
            String expected = "expected: " + member.shape().shown();
            boolean absent = value == null || value.kind() == Value.Kind.ABSENT;
            if (!isNeeded(i) || absent && member.defaultValue() != null) {
                continue;
            }
            if (value == null) {
                errors.add(arguments.where() + "." + member.field().name(), "missing (" + expected + ")");
            } else if (absent || value.kind() == Value.Kind.NULL) {
                errors.add(value, expected);
            }
        }
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
        if (rest != null && rest.kind() == Value.Kind.OBJECT) {
            values = shape.collect(rest, encoding);
        } else {
            values = new Value[shape.size()];
        }
        if (rest != null && !mayHoldMembers(rest)) {
            encoding.errors().add(rest, "expected: an object with " + String.join(", ", shape.names()));
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = resolveMember(i, values[i], where, encoding);
        }
        return new PlannedValue(values, where);
    }

    /** Whether members can be looked for in {@code value}: in nothing there are none. */
    static boolean mayHoldMembers(@Nullable Value value) {
        return value == null
                || switch (value.kind()) {
                    case OBJECT, NULL, ABSENT -> true;
                    default -> false;
                };
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
