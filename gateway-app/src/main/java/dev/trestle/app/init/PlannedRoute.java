package dev.trestle.app.init;

import dev.trestle.bridge.scaffold.Operation;
import java.util.List;

/**
 * A method with the REST side it gets.
 *
 * @param id unique in the file
 * @param verb the HTTP method
 * @param path unique in the file without what follows its second segment
 * @param origins where each argument comes from
 */
record PlannedRoute(Operation operation, String id, String verb, String path, List<String> origins) {
    /** Copies. */
    PlannedRoute {
        origins = List.copyOf(origins);
    }
}
