package dev.trestle.codec.thrift;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.thrift.idl.NearMiss;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Set;

/**
 * Checks the values that a route's settings hold themselves, constants and defaults, and the names of objects put together: what the IDL
 * does not take would be refused with every request, as if the client had sent it.
 */
final class WrittenValues {
    private WrittenValues() {}

    /** Reports what a value of {@code shape} may not be. */
    static void check(Shape shape, BindingSettings binding, Problems problems) {
        Value value = Binding.written(binding);
        if (value != null) {
            write(shape, value, problems);
        }
        if (shape instanceof ListShape list) {
            checkObjects(list.element(), binding.list(), problems);
        }
        if (shape instanceof StructShape struct) {
            binding.object()
                    .forEach((name, part) -> checkMember(
                            struct, name, part, problems.at("object").key(name)));
        } else if (!binding.object().isEmpty() && !(shape instanceof MapShape)) {
            problems.add("object", "an object (expected: " + shape.shown() + ")");
        }
    }

    /** Its values are checked with the list, but for those in objects, of which requests bring the rest. */
    private static void checkObjects(Shape element, List<BindingSettings> items, Problems problems) {
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).object().isEmpty()) {
                check(element, items.get(i), problems.at("list[" + i + "]"));
            }
        }
    }

    private static void checkMember(StructShape struct, String name, BindingSettings part, Problems problems) {
        int ordinal = struct.ordinal(name);
        if (ordinal < 0) {
            problems.add("", NearMiss.message(name, struct.names(), "a field of " + struct.shown()));
        } else {
            check(struct.member(ordinal).shape(), part, problems);
        }
    }

    private static void write(Shape shape, Value value, Problems problems) {
        RequestHead nobody = new RequestHead("GET", "/", "", Headers.empty(), PathVariables.NONE);
        RequestValues request = new RequestValues(nobody, Unpooled.EMPTY_BUFFER, () -> "");
        ArgumentErrors errors = request.errors();
        if (value.kind() == Value.Kind.NULL) {
            errors.add(value, "expected: " + shape.shown());
        } else {
            BinaryWriter out = new BinaryWriter(Unpooled.buffer());
            shape.write(value, new Encoding(out, request, errors, UnknownFields.REJECT, Set.of()));
        }
        errors.reportTo(problems);
    }
}
