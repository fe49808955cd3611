package dev.trestle.app.schema;

import dev.trestle.bridge.settings.OneOf;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Adds rules between the keys of one record to its schema. */
final class KeyRules {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode schema;

    KeyRules(ObjectNode schema) {
        this.schema = schema;
    }

    void add(OneOf rule) {
        List<String> keys = List.of(rule.value());
        if (!rule.beside().isEmpty()) {
            keys.forEach(key -> child("dependentRequired").putArray(key).add(rule.beside()));
        }
        if (rule.optional()) {
            atMostOne(keys);
        } else if (rule.beside().isEmpty()) {
            exactlyOne(keys);
        } else {
            child("dependentSchemas").set(rule.beside(), oneOf(keys));
        }
    }

    void exactlyOne(List<String> keys) {
        all().add(oneOf(keys));
    }

    private void atMostOne(List<String> keys) {
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                ObjectNode both = JSON.objectNode();
                both.putArray("required").add(keys.get(i)).add(keys.get(j));
                all().addObject().set("not", both);
            }
        }
    }

    private static ObjectNode oneOf(List<String> keys) {
        ObjectNode rule = JSON.objectNode();
        ArrayNode choices = rule.putArray("oneOf");
        keys.forEach(key -> choices.addObject().putArray("required").add(key));
        return rule;
    }

    private ArrayNode all() {
        return schema.get("allOf") instanceof ArrayNode known ? known : schema.putArray("allOf");
    }

    private ObjectNode child(String name) {
        return schema.get(name) instanceof ObjectNode known ? known : schema.putObject(name);
    }
}
