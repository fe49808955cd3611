package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.BoundNames;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.ShownValue;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.codec.thrift.ThriftCallSettings.Rest;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one method as a route sets them.
 *
 * @param plan where they come from
 * @param rest what becomes of the body's fields that are not bound
 * @param unknown what becomes of the body's fields that nothing reads
 * @param read what bindings read
 */
record Arguments(Plan plan, Rest rest, UnknownFields unknown, Read read) {
    private static final String BODY = "body";

    /**
     * What of a request bindings read.
     *
     * @param body paths of the body, with all paths above them; {@code body} itself where one takes it whole
     * @param parameters the query parameters
     */
    record Read(Set<String> body, BoundNames parameters) {}

    /** Writes the arguments as the struct they travel in; throws everything that is wrong with them at once. */
    void write(RequestValues request, ThriftWriter out) {
        Encoding encoding = new Encoding(out, request, request.errors(), unknown, read.body());
        Value rest = rest(request, encoding);
        PlannedValue arguments = plan.resolve(rest, BODY, encoding);
        if (Plan.mayHoldMembers(rest)) {
            plan.checkPresent(arguments, request.errors());
        }
        plan.shape().write(arguments, encoding);
        read.parameters().report(request, unknown);
        request.errors().throwIfAny();
    }

    /** Where the arguments come from; {@code nowhere} is written to and thrown away. */
    void explain(RequestValues request, ThriftWriter nowhere, ArgumentNotes notes) {
        Encoding encoding = new Encoding(nowhere, request, request.errors(), unknown, read.body());
        PlannedValue arguments = plan.resolve(rest(request, encoding), BODY, encoding);
        explain("args", plan.shape(), arguments, notes);
    }

    private static void explain(String name, StructShape shape, PlannedValue struct, ArgumentNotes notes) {
        for (int i = 0; i < shape.size(); i++) {
            StructShape.Member member = shape.member(i);
            String below = name + "." + member.field().name();
            Value value = struct.members()[i];
            boolean absent = value == null || value.kind() == Value.Kind.ABSENT;
            if (value instanceof PlannedValue planned && member.shape() instanceof StructShape inner) {
                explain(below, inner, planned, notes);
            } else if (absent && member.defaultValue() != null) {
                notes.argument(
                        below, member.shape().shown(), "default of the IDL", ShownValue.of(member.defaultValue()));
            } else if (value != null) {
                notes.argument(below, member.shape().shown(), value.where(), ShownValue.of(value));
            }
        }
    }

    private @Nullable Value rest(RequestValues request, Encoding encoding) {
        if (rest == Rest.BODY && (plan.shape().size() > 0 || unknown == UnknownFields.REJECT)) {
            return request.body();
        }
        boolean refused = rest == Rest.REJECT || unknown == UnknownFields.REJECT;
        if (refused && !read.body().contains(BODY)) {
            refuseUnread(request.body(), encoding);
        }
        return null;
    }

    private void refuseUnread(Value body, Encoding encoding) {
        for (Iterator<Value> members = body.values(); members.hasNext(); ) {
            Value member = members.next();
            if (!read.body().contains(member.where())) {
                encoding.errors().add(member.where(), "not read by this route (expected: no such field)");
            }
        }
    }
}
