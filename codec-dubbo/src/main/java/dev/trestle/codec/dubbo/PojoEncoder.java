package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.dubbo.hessian.HessianClass;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes objects of a declared class: the fields that are there, each in its type. What is absent is not
 * written: zero or null for the provider, whose reader runs no constructor. Its fields are set once, after it was made, since a class may contain itself.
 */
final class PojoEncoder implements Encoder {
    private final String className;
    private final UnknownFields unknownFields;
    private final Invocation invocation;
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<Encoder> encoders = new ArrayList<>();
    private HessianClass type;

    PojoEncoder(String className, UnknownFields unknownFields, Invocation invocation) {
        this.className = className;
        this.unknownFields = unknownFields;
        this.invocation = invocation;
        this.type = new HessianClass(className, List.of());
    }

    /** Says what its fields are; before it is first used. */
    void fields(Map<String, Encoder> fields) {
        fields.forEach((name, encoder) -> {
            indexes.put(name, encoders.size());
            encoders.add(encoder);
        });
        type = new HessianClass(className, List.copyOf(fields.keySet()));
    }

    @Override
    public void write(HessianWriter out, Value value, ArgumentErrors errors) {
        @Nullable Value[] present = new @Nullable Value[encoders.size()];
        if (value.kind() == Value.Kind.OBJECT) {
            for (Iterator<Value> members = value.values(); members.hasNext(); ) {
                sort(members.next(), present, errors);
            }
        } else {
            errors.add(value, "expected: an object");
        }
        write(out, present, errors);
    }

    private void sort(Value member, @Nullable Value[] present, ArgumentErrors errors) {
        Integer index = indexes.get(String.valueOf(member.name()));
        if (index != null) {
            present[index] = member;
            return;
        }
        Encoders.refuseClass(member, errors);
        if (unknownFields == UnknownFields.REJECT) {
            errors.add(member.where(), "unknown (expected: a field of " + className + ")");
        }
    }

    private static long mask(@Nullable Value[] present) {
        long mask = 0;
        for (int i = 0; i < present.length; i++) {
            mask |= present[i] == null ? 0 : 1L << i;
        }
        return mask;
    }

    private void write(HessianWriter out, @Nullable Value[] present, ArgumentErrors errors) {
        boolean object = invocation == Invocation.TYPED && out.beginObject(type, mask(present));
        if (invocation == Invocation.GENERIC) {
            out.beginMap();
        }
        for (int i = 0; i < present.length; i++) {
            Value member = present[i];
            if (member == null) {
                continue;
            }
            if (!object) {
                out.fieldName(type, i);
            }
            encoders.get(i).write(out, member, errors);
        }
        if (!object) {
            out.endMap();
        }
    }
}
