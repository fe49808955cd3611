package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.thrift.idl.NearMiss;
import java.util.Collection;
import java.util.Set;

/**
 * One request being encoded.
 *
 * @param readPaths body paths that some binding reads, {@code body.a.b}, and all paths above them
 */
record Encoding(
        ThriftWriter out, RequestValues request, ArgumentErrors errors, UnknownFields unknown, Set<String> readPaths) {
    /** Nothing takes {@code value}: reported where the route says so, and no binding reads it or something in it. */
    void unread(Value value, Collection<String> known, String owner) {
        if (unknown == UnknownFields.REJECT && !readPaths.contains(value.where())) {
            String name = value.name();
            errors.add(value.where(), NearMiss.message(name == null ? "?" : name, known, "a field of " + owner));
        }
    }

    /** A binding is read in place of {@code value}: reported where the route says so, and no other binding reads it. */
    void overridden(Value value) {
        if (unknown == UnknownFields.REJECT && !readPaths.contains(value.where())) {
            errors.add(value.where(), "not read by this route (expected: no such field)");
        }
    }
}
