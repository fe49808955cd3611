package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/** Writes objects of a declared class as a typed map: the fields that are there, each in its type. */
final class PojoEncoder implements Encoder {
    private final String className;
    private final UnknownFields unknownFields;
    private final Map<String, Encoder> fields = new HashMap<>();

    PojoEncoder(String className, UnknownFields unknownFields) {
        this.className = className;
        this.unknownFields = unknownFields;
    }

    void field(String name, Encoder encoder) {
        fields.put(name, encoder);
    }

    @Override
    public void write(HessianWriter out, Value value, ArgumentErrors errors) {
        out.beginMap(className);
        if (value.kind() == Value.Kind.OBJECT) {
            for (Iterator<Value> members = value.values(); members.hasNext(); ) {
                member(out, members.next(), errors);
            }
        } else {
            errors.add(value, "expected: an object");
        }
        out.endMap();
    }

    private void member(HessianWriter out, Value member, ArgumentErrors errors) {
        String name = String.valueOf(member.name());
        Encoder encoder = fields.get(name);
        if (encoder != null) {
            out.string(name);
            encoder.write(out, member, errors);
        } else {
            Encoders.refuseClass(member, errors);
            if (unknownFields == UnknownFields.REJECT) {
                errors.add(member.where(), "unknown (expected: a field of " + className + ")");
            }
        }
    }
}
