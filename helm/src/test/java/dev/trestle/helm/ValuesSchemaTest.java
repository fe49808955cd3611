package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The schema is complete and strict: it knows every value, and no more. */
class ValuesSchemaTest {
    private final JsonNode schema =
            Chart.YAML.readTree(Chart.HOME.resolve("values.schema.json").toFile());
    private final JsonNode values =
            Chart.YAML.readTree(Chart.HOME.resolve("values.yaml").toFile());

    @Test
    void values_areAllDescribed() {
        List<String> missing = new ArrayList<>();
        undescribed(values, schema, "", missing);
        assertThat(missing).isEmpty();
    }

    @Test
    void schema_describesNothingThatHasNoDefault() {
        List<String> missing = new ArrayList<>();
        withoutDefault(schema, values, "", missing);
        assertThat(missing).containsExactly(".global");
    }

    @Test
    void objects_areClosed_andPropertiesSayWhatTheyAre() {
        List<String> open = new ArrayList<>();
        open(schema, "", open);
        assertThat(open).containsExactly("/properties/global");
    }

    private static void undescribed(JsonNode values, JsonNode schema, String path, List<String> missing) {
        values.properties().forEach(entry -> {
            JsonNode described = schema.path("properties").path(entry.getKey());
            String at = path + "." + entry.getKey();
            if (described.isMissingNode()) {
                missing.add(at);
            } else if (described.has("properties")) {
                undescribed(entry.getValue(), described, at, missing);
            }
        });
    }

    private static void withoutDefault(JsonNode schema, JsonNode values, String path, List<String> missing) {
        schema.path("properties").properties().forEach(entry -> {
            String at = path + "." + entry.getKey();
            if (!values.has(entry.getKey())) {
                missing.add(at);
            } else {
                withoutDefault(entry.getValue(), values.path(entry.getKey()), at, missing);
            }
        });
    }

    private static void open(JsonNode node, String path, List<String> open) {
        if (node.path("type").asString("").equals("object") && !node.has("additionalProperties")) {
            open.add(path);
        }
        node.path("properties").properties().forEach(entry -> {
            if (entry.getValue().path("description").asString("").isBlank()) {
                open.add(path + "/" + entry.getKey() + ": no description");
            }
        });
        node.properties().forEach(entry -> open(entry.getValue(), path + "/" + entry.getKey(), open));
        if (node.isArray()) {
            node.forEach(item -> open(item, path + "/[]", open));
        }
    }
}
