package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import java.util.Iterator;
import java.util.Map;

/**
 * Writes objects whose fields are not declared: all of them, each as JSON says it is unless the route says more.
 *
 * @param className the class the map stands for, empty for a plain map
 * @param known the fields whose type the route says
 */
record MapEncoder(String className, Map<String, Encoder> known) implements Encoder {
    MapEncoder {
        known = Map.copyOf(known);
    }

    @Override
    public void write(HessianWriter out, Value value, ArgumentErrors errors) {
        if (className.isEmpty()) {
            out.beginMap();
        } else {
            out.beginMap(className);
        }
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
        Encoders.refuseClass(member, errors);
        out.string(name);
        Encoder encoder = known.get(name);
        if (encoder == null) {
            Encoders.any(out, member, errors);
        } else {
            encoder.write(out, member, errors);
        }
    }
}
