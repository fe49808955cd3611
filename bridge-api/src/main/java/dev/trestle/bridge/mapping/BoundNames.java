package dev.trestle.bridge.mapping;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/** Which fields of a request the bindings of a call read; finds the others. Immutable. */
public final class BoundNames {
    private final Set<String> body = new HashSet<>();
    private final Set<String> query = new HashSet<>();
    private boolean wholeBody;

    private BoundNames() {}

    /** What {@code bindings} read, with all that is below them. */
    public static BoundNames of(Collection<BindingSettings> bindings) {
        BoundNames names = new BoundNames();
        bindings.forEach(names::add);
        return names;
    }

    /** The same, and the whole body is read by the codec itself. */
    public BoundNames withWholeBody() {
        wholeBody = true;
        return this;
    }

    private void add(BindingSettings binding) {
        String from = binding.from();
        if (from != null) {
            addFrom(from);
        }
        binding.object().values().forEach(this::add);
        binding.list().forEach(this::add);
    }

    private void addFrom(String from) {
        wholeBody |= from.equals("body") || from.startsWith("body[");
        JsonPath path = JsonPath.parse(from);
        if (path != null && path.steps().size() > 1) {
            String name = path.steps().get(1).toString();
            Set<String> names = from.startsWith("body.") ? body : from.startsWith("query") ? query : new HashSet<>();
            names.add(name);
        }
    }

    /** Reports what nothing reads, when the policy is to reject it. */
    public void report(RequestValues request, UnknownFields policy) {
        if (policy == UnknownFields.IGNORE) {
            return;
        }
        for (String name : request.query().names()) {
            if (!query.contains(name)) {
                request.errors().add("query." + name, "unknown (expected: no such parameter)");
            }
        }
        if (!wholeBody && request.content().isReadable()) {
            for (Iterator<Value> members = request.body().values(); members.hasNext(); ) {
                Value member = members.next();
                if (member.name() == null || !body.contains(member.name())) {
                    request.errors().add(member.where(), "unknown (expected: no such field)");
                }
            }
        }
    }
}
