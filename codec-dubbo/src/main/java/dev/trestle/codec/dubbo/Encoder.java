package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.dubbo.hessian.HessianWriter;

/** Writes values of one Java type. Immutable, thread safe. */
@FunctionalInterface
interface Encoder {
    /** Writes exactly one Hessian value, a placeholder after a report to {@code errors}. */
    void write(HessianWriter out, Value value, ArgumentErrors errors);

    /** The same where null is refused. */
    static Encoder present(Encoder type) {
        return (out, value, errors) -> {
            if (value.kind() == Value.Kind.NULL) {
                errors.add(value, "expected: an object");
            }
            type.write(out, value, errors);
        };
    }

    /** The same for a reference type: absent and null are null. */
    static Encoder nullable(Encoder present) {
        return (out, value, errors) -> {
            if (value.kind() == Value.Kind.ABSENT || value.kind() == Value.Kind.NULL) {
                out.nullValue();
            } else {
                present.write(out, value, errors);
            }
        };
    }
}
