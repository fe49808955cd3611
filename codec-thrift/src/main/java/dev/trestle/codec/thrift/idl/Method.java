package dev.trestle.codec.thrift.idl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a service.
 *
 * @param result what it returns, or null for void
 * @param arguments its arguments as one struct, as they travel
 * @param exceptions what it declares to throw; each type is an exception
 */
public record Method(
        String name,
        Style style,
        @Nullable ThriftType result,
        StructType arguments,
        List<Field> exceptions,
        List<Annotation> annotations) {
    /** Whether anybody answers. */
    public enum Style {
        /** A call with an answer. */
        TWO_WAY,
        /** Sent and forgotten. */
        ONEWAY
    }
}
