package dev.trestle.app.schema;

import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The schema of single values. Each may be a placeholder, {@code ${env:PORT}}, which is text until it is filled. */
final class ValueSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String PLACEHOLDER = "\\$\\{(env|file):";
    private static final String REFERENCE = "#/$defs/Placeholder";

    private ValueSchema() {}

    /** What {@code #/$defs/Placeholder} is. */
    static ObjectNode placeholder() {
        return text(JSON.objectNode().put("description", "An environment variable or the content of a file."), null);
    }

    static ObjectNode scalar(Shape.Scalar scalar, @Nullable Range range, @Nullable String pattern) {
        ObjectNode schema = JSON.objectNode();
        return switch (scalar) {
            case TEXT -> pattern == null ? types(schema, "string", "number", "boolean") : text(schema, pattern);
            case WHOLE_NUMBER -> number(schema, "integer", range, null);
            case NUMBER -> number(schema, "number", range, null);
            case BOOLEAN -> pattern(types(schema, "boolean", "string"), null);
            case DURATION -> text(schema, scalar.pattern());
            case BYTE_SIZE -> number(schema, "integer", range, scalar.pattern());
        };
    }

    static ObjectNode words(Shape.Words words) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode either = schema.putArray("anyOf");
        ArrayNode known = either.addObject().putArray("enum");
        for (Shape.Word word : words.words()) {
            known.add(word.text());
            if (word.text().equals("null")) {
                known.addNull();
            }
        }
        either.addObject().put("$ref", REFERENCE);
        return schema;
    }

    private static ObjectNode number(
            ObjectNode schema, String type, @Nullable Range range, @Nullable String orPattern) {
        types(schema, type, "string");
        if (range != null && range.min() != Long.MIN_VALUE) {
            schema.put("minimum", range.min());
        }
        if (range != null && range.max() != Long.MAX_VALUE) {
            schema.put("maximum", range.max());
        }
        return pattern(schema, orPattern);
    }

    private static ObjectNode text(ObjectNode schema, @Nullable String pattern) {
        return pattern(schema.put("type", "string"), pattern);
    }

    private static ObjectNode types(ObjectNode schema, String... types) {
        ArrayNode list = schema.putArray("type");
        for (String type : types) {
            list.add(type);
        }
        return schema;
    }

    private static ObjectNode pattern(ObjectNode schema, @Nullable String pattern) {
        return schema.put("pattern", pattern == null ? PLACEHOLDER : "^(?:" + pattern + ")$|" + PLACEHOLDER);
    }
}
