package dev.trestle.app.schema;

import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.GatewayConfig;
import dev.trestle.runtime.Factories;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The JSON Schema (draft 2020-12) of a configuration file, for editors. As strict as the records: a key that no record has is
 * refused. It asks for one thing more, that a key without a value is left out. One use.
 */
public final class ConfigSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final YAMLMapper yaml = new YAMLMapper();
    private final PluggedKeys plugged;
    private final Map<String, Shape.Mapping> definitions = new LinkedHashMap<>();

    private ConfigSchema(PluggedKeys plugged) {
        this.plugged = plugged;
    }

    /** The schema of what a gateway with these codecs reads, as text that ends with a line feed. */
    public static String of(Factories factories) {
        return of(factories, GatewayConfig.class, "Trestle configuration");
    }

    /** The schema of another kind of file, bound by the same rules. */
    public static String of(Factories factories, Class<? extends Record> type, String title) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        JsonMapper json = JsonMapper.builder()
                .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indenter))
                .build();
        ObjectNode root = new ConfigSchema(PluggedKeys.of(factories)).root(type, title);
        return json.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    private ObjectNode root(Class<? extends Record> type, String title) {
        ObjectNode root = JSON.objectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", title);
        root.setAll(record(new Shape.Mapping(type)));
        ObjectNode all = root.putObject("$defs");
        all.set("Placeholder", ValueSchema.placeholder());
        // Each definition may name further ones.
        while (all.size() <= definitions.size()) {
            new LinkedHashMap<>(definitions).forEach((name, shape) -> {
                if (!all.has(name)) {
                    all.set(name, definition(shape));
                }
            });
        }
        return root;
    }

    private ObjectNode definition(Shape.Mapping shape) {
        ObjectNode record = record(shape);
        if (shape.shorthands().isEmpty()) {
            return record;
        }
        ObjectNode either = JSON.objectNode().put("description", shape.doc());
        record.remove("description");
        ArrayNode forms = either.putArray("anyOf");
        shape.shorthands().forEach(form -> forms.add(value(form.shape(), form)));
        forms.add(record);
        return either;
    }

    private ObjectNode record(Shape.Mapping shape) {
        List<SettingsKey> keys = plugged.keys(shape);
        Set<String> chosen =
                shape.rules().stream().flatMap(rule -> Stream.of(rule.value())).collect(Collectors.toSet());
        ObjectNode schema = JSON.objectNode().put("description", shape.doc()).put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (SettingsKey key : keys) {
            ObjectNode property = key(shape, key);
            if (chosen.contains(key.name()) && property.has("type")) {
                notEmpty(property);
            }
            properties.set(key.name(), property);
        }
        SettingsKey rest = !plugged.choices(shape).isEmpty() ? null : shape.rest();
        if (rest != null && rest.shape() instanceof Shape.MapOf others) {
            schema.set("additionalProperties", value(others.value(), rest).put("description", Sentences.of(rest)));
        } else {
            schema.put("additionalProperties", false);
        }
        ArrayNode required = JSON.arrayNode();
        keys.stream().filter(SettingsKey::required).forEach(key -> required.add(key.name()));
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        KeyRules rules = new KeyRules(schema);
        for (OneOf rule : shape.rules()) {
            rules.add(rule);
        }
        if (!plugged.choices(shape).isEmpty()) {
            rules.exactlyOne(
                    plugged.choices(shape).stream().map(SettingsKey::name).toList());
        }
        return schema;
    }

    /** A list or mapping that counts as written holds something. */
    private static void notEmpty(ObjectNode property) {
        switch (property.path("type").asString("")) {
            case "array" -> property.put("minItems", 1);
            case "object" -> property.put("minProperties", 1);
            default -> {}
        }
    }

    private ObjectNode key(Shape.Mapping owner, SettingsKey key) {
        ObjectNode schema = plugged.isWire(owner, key) ? wire() : value(key.shape(), key);
        schema.put("description", Sentences.of(key));
        String absent = key.defaultText();
        if (absent != null) {
            schema.set("default", written(absent));
        }
        String example = key.example();
        if (example != null) {
            schema.putArray("examples").add(written(example));
        }
        return schema;
    }

    private JsonNode written(String text) {
        return text.isEmpty() ? JSON.stringNode("") : yaml.readTree(text);
    }

    private ObjectNode wire() {
        ObjectNode schema = JSON.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        plugged.wires()
                .forEach(wire ->
                        properties.set(wire.name(), value(wire.shape(), wire).put("description", Sentences.of(wire))));
        return schema.put("additionalProperties", false).put("minProperties", 1).put("maxProperties", 1);
    }

    private ObjectNode value(Shape shape, @Nullable SettingsKey key) {
        return switch (shape) {
            case Shape.Scalar scalar ->
                ValueSchema.scalar(scalar, key == null ? null : key.range(), key == null ? null : key.pattern());
            case Shape.Words words -> ValueSchema.words(words);
            case Shape.Anything anything -> JSON.objectNode();
            case Shape.ListOf list -> JSON.objectNode().put("type", "array").set("items", value(list.item(), key));
            case Shape.MapOf map ->
                JSON.objectNode().put("type", "object").set("additionalProperties", value(map.value(), key));
            case Shape.Mapping mapping -> JSON.objectNode().put("$ref", "#/$defs/" + name(mapping));
        };
    }

    /** The name of a record's definition: its own, without the word that says it is one. */
    private String name(Shape.Mapping shape) {
        String name = shape.type().getSimpleName().replaceFirst("(Settings|Config)$", "");
        Shape.Mapping other = definitions.putIfAbsent(name, shape);
        if (other != null && !other.equals(shape)) {
            throw new IllegalStateException(shape.type() + " and " + other.type() + " (expected: one name each)");
        }
        return name;
    }
}
