package dev.trestle.codec.thrift;

import dev.trestle.bridge.mapping.BoundNames;
import dev.trestle.bridge.mapping.RequestValues;
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
