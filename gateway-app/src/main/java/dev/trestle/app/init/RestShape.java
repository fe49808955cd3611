package dev.trestle.app.init;

import dev.trestle.bridge.scaffold.Operation;
import dev.trestle.bridge.scaffold.Operation.Argument;
import dev.trestle.bridge.scaffold.Operation.Form;
import dev.trestle.bridge.scaffold.Operation.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What methods look like as REST, by convention; {@link #CONVENTION} says it to people. Every route gets a path of its own. */
final class RestShape {
    /** How methods become routes, line by line. */
    static final List<String> CONVENTION = List.of(
            "POST /SERVICE/METHOD, each argument a field of the JSON body; one that is no scalar and alone is the body itself.",
            "GET /SERVICE/METHOD/{first}?second=.. where the name begins with get, find, list, query, search, count, exists,",
            "is or has, and every argument is a scalar; DELETE likewise for delete and remove.",
            "Overloads have the types of their arguments behind the name.",
            "A declared exception is 404 if its name says that something is not there, 409 if it is there already, else 422.");

    private static final Set<String> READS =
            Set.of("get", "find", "list", "query", "search", "count", "exists", "is", "has");
    private static final Set<String> DELETES = Set.of("delete", "remove");

    private final Set<String> bases = new HashSet<>();
    private final Map<String, String> services = new HashMap<>();
    private final Map<String, Long> overloads;

    private RestShape(List<Operation> operations) {
        Map<String, Set<String>> sharing = operations.stream()
                .map(Operation::service)
                .collect(Collectors.groupingBy(RestShape::simple, Collectors.toSet()));
        for (Operation operation : operations) {
            String service = operation.service();
            boolean alone = sharing.getOrDefault(simple(service), Set.of()).size() == 1;
            services.put(service, alone ? simple(service) : Kebab.of(service, "service"));
        }
        overloads = operations.stream().collect(Collectors.groupingBy(this::plainBase, Collectors.counting()));
    }

    /** The routes of {@code operations}, in their order. */
    static List<PlannedRoute> plan(List<Operation> operations) {
        RestShape shape = new RestShape(operations);
        return operations.stream().map(shape::route).toList();
    }

    private static String simple(String service) {
        return Kebab.of(service.substring(Math.max(service.lastIndexOf('.'), service.lastIndexOf('$')) + 1), "service");
    }

    private String plainBase(Operation operation) {
        return services.get(operation.service()) + "/" + Kebab.of(operation.method(), "method");
    }

    private String base(Operation operation) {
        String base = plainBase(operation);
        if (overloads.getOrDefault(base, 1L) > 1 && !operation.arguments().isEmpty()) {
            String types = operation.arguments().stream()
                    .map(argument ->
                            argument.type().replaceAll("[\\w$]+\\.", "").replace("[]", "-array"))
                    .collect(Collectors.joining("-"));
            base += "-" + Kebab.of(types, "other");
        }
        String unique = base;
        for (int i = 2; !bases.add(unique); i++) {
            unique = base + "-" + i;
        }
        return unique;
    }

    private PlannedRoute route(Operation operation) {
        String base = base(operation);
        List<String> names = names(operation.arguments());
        String verb = verb(operation);
        String id = base.replace('/', '.');
        if (verb.equals("POST")) {
            boolean whole =
                    names.size() == 1 && operation.arguments().getFirst().form() == Form.JSON;
            List<String> origins = whole
                    ? List.of("body")
                    : names.stream().map(name -> "body." + name).toList();
            return new PlannedRoute(operation, id, verb, "/" + base, origins);
        }
        List<String> origins = new ArrayList<>();
        for (String name : names) {
            origins.add((origins.isEmpty() ? "path." : "query.") + name);
        }
        String path = "/" + base + (names.isEmpty() ? "" : "/{" + names.getFirst() + "}");
        return new PlannedRoute(operation, id, verb, path, origins);
    }

    private static String verb(Operation operation) {
        boolean inUrl = operation.style() == Style.TWO_WAY
                && operation.arguments().stream().allMatch(argument -> argument.form() == Form.SCALAR);
        String word = Kebab.verb(Kebab.of(operation.method(), "method"));
        if (inUrl && READS.contains(word)) {
            return "GET";
        }
        return inUrl && DELETES.contains(word) ? "DELETE" : "POST";
    }

    /** Names that can stand in a path and in a template, each once. */
    private static List<String> names(List<Argument> arguments) {
        Set<String> names = new LinkedHashSet<>();
        for (Argument argument : arguments) {
            boolean usable = argument.name().matches("[A-Za-z_][A-Za-z0-9_]{0,99}");
            String name = usable ? argument.name() : "arg" + names.size();
            String unique = name;
            for (int i = 2; !names.add(unique); i++) {
                unique = name + "_" + i;
            }
        }
        return List.copyOf(names);
    }
}
