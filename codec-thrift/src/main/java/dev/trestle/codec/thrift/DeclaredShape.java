package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.ReplyShape;
import dev.trestle.codec.thrift.idl.Field;
import dev.trestle.codec.thrift.idl.ListType;
import dev.trestle.codec.thrift.idl.MapType;
import dev.trestle.codec.thrift.idl.SetType;
import dev.trestle.codec.thrift.idl.StructType;
import dev.trestle.codec.thrift.idl.ThriftType;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A type of the IDL as it looks in JSON, for the paths of a reply section. */
record DeclaredShape(ThriftType type) implements ReplyShape {
    /** What is known of a value of {@code type}; null is void. */
    static ReplyShape of(@Nullable ThriftType type) {
        return type == null ? LEAF : new DeclaredShape(type);
    }

    /** Keys of a map are whatever the service sends. */
    @Override
    public @Nullable Set<String> fields() {
        if (type instanceof StructType struct) {
            return struct.fields().stream().map(Field::name).collect(Collectors.toUnmodifiableSet());
        }
        return type instanceof MapType ? null : Set.of();
    }

    @Override
    public ReplyShape field(String name) {
        Field field = type instanceof StructType struct ? struct.field(name) : null;
        if (field != null) {
            return of(field.type());
        }
        return type instanceof MapType map ? of(map.value()) : LEAF;
    }

    /** A map whose keys are no names is a list of {@code [key, value]}. */
    @Override
    public @Nullable ReplyShape element() {
        if (type instanceof ListType list) {
            return of(list.element());
        }
        if (type instanceof SetType set) {
            return of(set.element());
        }
        return type instanceof MapType ? ANY : null;
    }
}
