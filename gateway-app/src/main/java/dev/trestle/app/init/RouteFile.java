package dev.trestle.app.init;

import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.bridge.scaffold.Operation;
import dev.trestle.bridge.scaffold.Operation.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the route file: what was done and how to go on, the cluster, the routes. The same plan gives the same text. */
final class RouteFile {
    private static final int MOST_LEFT_OUT = 30;

    private final Plan plan;
    private final List<String> lines = new ArrayList<>();

    private RouteFile(Plan plan) {
        this.plan = plan;
    }

    /** The text of the file. */
    static String text(Plan plan) {
        RouteFile file = new RouteFile(plan);
        file.head();
        file.cluster();
        file.routes();
        return String.join("\n", file.lines) + "\n";
    }

    private void head() {
        comment("Made of " + plan.source() + " by trestle init, once; it is yours now.");
        comment("Put in where the servers are, give the routes the paths and statuses of your API, then:");
        comment("  trestle check FILE");
        comment("  trestle run --routes FILE");
        comment("");
        comment("How methods became routes:");
        RestShape.CONVENTION.forEach(line -> comment("  " + line));
        List<LeftOut> leftOut = plan.leftOut();
        if (!leftOut.isEmpty()) {
            comment("");
            comment("What is not here, or not as it is declared:");
            leftOut.stream().limit(MOST_LEFT_OUT).forEach(each -> comment("  " + each.what() + ": " + each.why()));
        }
        if (leftOut.size() > MOST_LEFT_OUT) {
            comment("  and " + (leftOut.size() - MOST_LEFT_OUT) + " more, which trestle init --json lists");
        }
    }

    private void comment(String text) {
        lines.add(("# " + YamlText.comment(text)).stripTrailing());
    }

    private void cluster() {
        lines.add("clusters:");
        lines.add("  " + YamlText.flow(plan.cluster()) + ":");
        lines.addAll(YamlText.entry(4, "endpoints", plan.endpoints()));
        lines.add("    wire:");
        lines.addAll(YamlText.entry(6, plan.codec(), plan.wire()));
    }

    private void routes() {
        lines.add("routes:");
        Map<String, Long> sameName = plan.routes().stream()
                .collect(Collectors.groupingBy(route -> fullName(route.operation()), Collectors.counting()));
        for (PlannedRoute route : plan.routes()) {
            long all = sameName.getOrDefault(fullName(route.operation()), 1L);
            String overloads = all > 1 ? ", one of " + all + " overloads" : "";
            lines.add("  # " + YamlText.comment(route.operation().declared() + overloads));
            route(route);
        }
    }

    private void route(PlannedRoute route) {
        Operation operation = route.operation();
        Map<String, Object> match = new LinkedHashMap<>();
        match.put("method", route.verb());
        match.put("path", route.path());
        lines.add("  - " + YamlText.entry(0, "id", route.id()).getFirst());
        lines.addAll(YamlText.entry(4, "match", match));
        lines.addAll(YamlText.entry(4, "cluster", plan.cluster()));
        lines.addAll(YamlText.entry(4, plan.codec(), operation.call().settings(route.origins())));
        Map<String, Object> reply = new LinkedHashMap<>();
        if (operation.style() == Style.ONEWAY) {
            reply.put("status", 202);
        }
        if (!operation.exceptions().isEmpty()) {
            reply.put("errors", errors(operation.exceptions()));
        }
        if (!reply.isEmpty()) {
            lines.addAll(YamlText.entry(4, "reply", reply));
        }
    }

    private static List<Map<String, Object>> errors(List<String> exceptions) {
        List<Map<String, Object>> errors = new ArrayList<>();
        for (String exception : exceptions) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("exception", exception);
            line.put("status", status(Kebab.of(exception.substring(exception.lastIndexOf('.') + 1), "")));
            errors.add(line);
        }
        return errors;
    }

    private static int status(String words) {
        if (words.matches(".*(not-found|no-such|not-exist|missing|unknown).*")) {
            return 404;
        }
        return words.matches(".*(exist|duplicate|conflict).*") ? 409 : 422;
    }

    private static String fullName(Operation operation) {
        return operation.service() + "." + operation.method();
    }
}
