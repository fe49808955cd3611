package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.dubbo.hessian.HessianWriter;

/** Writes values of one Java type. Immutable, thread safe. */
@FunctionalInterface
interface Encoder {
    /** Writes exactly one Hessian value, a placeholder after a report to {@code errors}. */
    void write(HessianWriter out, Value value, ArgumentErrors errors);

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
