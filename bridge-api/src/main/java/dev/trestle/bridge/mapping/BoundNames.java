package dev.trestle.bridge.mapping;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * Which fields of a request the bindings of a call read; finds the others. Made once for a call, thread safe.
 *
 * <p>Looked at are query parameters, form fields, and members of the JSON body down to where a binding takes a value whole.
 * Headers and cookies are not: clients and proxies add their own.
 */
public final class BoundNames {
    private final Set<String> query;
    private final Set<String> form;
    private final Node body;

    /** A part of the body: read whole, or some members of it. */
    private static final class Node {
        private final Map<String, Node> members = new HashMap<>();
        private boolean whole;
    }

    private BoundNames(Set<String> query, Set<String> form, Node body) {
        this.query = query;
        this.form = form;
        this.body = body;
    }

    /** What {@code bindings} read, with all that is below them. */
    public static BoundNames of(Collection<BindingSettings> bindings) {
        BoundNames names = new BoundNames(new HashSet<>(), new HashSet<>(), new Node());
        bindings.forEach(names::add);
        return names;
    }

    /** The same, for a codec that reads the whole body besides. */
    public BoundNames withWholeBody() {
        Node whole = new Node();
        whole.whole = true;
        return new BoundNames(query, form, whole);
    }

    private void add(BindingSettings binding) {
        String from = binding.from();
        String source = from == null ? "" : Origin.source(from);
        JsonPath path = from == null ? null : JsonPath.below(from.substring(source.length()));
        if (path != null && source.equals("body")) {
            addBody(path);
        } else if (path != null && path.firstName() != null) {
            Set<String> names = source.equals("query") ? query : source.equals("form") ? form : new HashSet<>();
            names.add(path.firstName());
        }
        binding.object().values().forEach(this::add);
        binding.list().forEach(this::add);
    }

    private void addBody(JsonPath path) {
        Node node = body;
        for (JsonPath.Step step : path.steps()) {
            if (!(step instanceof JsonPath.Member member)) {
                break; // an element: the list counts as read whole
            }
            node = node.members.computeIfAbsent(member.name(), any -> new Node());
        }
        node.whole = true;
    }

    /** Reports what nothing reads, when the policy is to reject it. */
    public void report(RequestValues request, UnknownFields policy) {
        if (policy == UnknownFields.IGNORE) {
            return;
        }
        report(request.query(), query, "query", request.errors());
        if (body.whole || !request.content().isReadable()) {
            return;
        }
        if (request.isForm() && body.members.isEmpty()) {
            report(request.form(), form, "form", request.errors());
        } else if (form.isEmpty()) {
            report(request.body(), body, request.errors());
        }
    }

    private static void report(Parameters sent, Set<String> known, String source, ArgumentErrors errors) {
        for (String name : sent.names()) {
            if (!known.contains(name)) {
                errors.add(
                        Where.member(new StringBuilder(source), name).toString(),
                        "unknown (expected: no such parameter)");
            }
        }
    }

    private static void report(Value sent, Node known, ArgumentErrors errors) {
        if (known.whole || sent.kind() == Value.Kind.NULL) {
            return;
        }
        if (sent.kind() != Value.Kind.OBJECT) {
            errors.add(sent, known.members.isEmpty() ? "expected: nothing" : "expected: an object");
            return;
        }
        for (Iterator<Value> members = sent.values(); members.hasNext(); ) {
            Value member = members.next();
            Node next = known.members.get(member.name());
            if (next == null) {
                errors.add(member.where(), "unknown (expected: no such field)");
            } else {
                report(member, next, errors);
            }
        }
    }
}
