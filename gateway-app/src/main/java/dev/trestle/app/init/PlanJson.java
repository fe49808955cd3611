package dev.trestle.app.init;

import dev.trestle.bridge.scaffold.Operation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What was found, for programs. */
final class PlanJson {
    private PlanJson() {}

    static ObjectNode of(Plan plan) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("source", plan.source());
        all.put("codec", plan.codec());
        all.put("cluster", plan.cluster());
        ArrayNode services = all.putArray("services");
        plan.routes().stream()
                .map(route -> route.operation().service())
                .distinct()
                .forEach(services::add);
        ArrayNode routes = all.putArray("routes");
        plan.routes().forEach(route -> route(route, routes.addObject()));
        ArrayNode leftOut = all.putArray("leftOut");
        plan.leftOut()
                .forEach(each -> leftOut.addObject().put("what", each.what()).put("why", each.why()));
        return all;
    }

    private static void route(PlannedRoute route, ObjectNode into) {
        Operation operation = route.operation();
        into.put("id", route.id());
        into.put("method", route.verb());
        into.put("path", route.path());
        into.put("service", operation.service());
        into.put("call", operation.method());
        ArrayNode arguments = into.putArray("arguments");
        for (int i = 0; i < operation.arguments().size(); i++) {
            Operation.Argument argument = operation.arguments().get(i);
            arguments
                    .addObject()
                    .put("name", argument.name())
                    .put("type", argument.type())
                    .put("from", route.origins().get(i));
        }
        ArrayNode exceptions = into.putArray("exceptions");
        operation.exceptions().forEach(exceptions::add);
    }
}
