package dev.trestle.runtime;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonException;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.Mapping;
import dev.trestle.bridge.settings.SettingsNode.Scalar;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import dev.trestle.bridge.settings.SettingsNode.Sequence;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Compares the body of an example with the one that came: numbers by their exact value, mappings by the members written. */
final class ExampleBody {
    private final JsonDocument json;

    private ExampleBody(JsonDocument json) {
        this.json = json;
    }

    static void compare(SettingsNode expected, byte[] real, Problems at) {
        if (expected instanceof Scalar scalar && scalar.kind() == ScalarKind.STRING) {
            String text = new String(real, StandardCharsets.UTF_8);
            if (!text.equals(scalar.text())) {
                at.add("", "the client gets " + Examples.shown(text) + " (expected: as written)");
            }
            return;
        }
        try {
            new ExampleBody(JsonDocument.parse(real, JsonLimits.DEFAULT)).value(expected, 0, at);
        } catch (JsonException other) {
            String text = new String(real, StandardCharsets.UTF_8);
            at.add("", "the client gets " + Examples.shown(text) + " (expected: JSON)");
        }
    }

    private void value(SettingsNode expected, int node, Problems at) {
        switch (expected) {
            case Mapping mapping -> mapping(mapping, node, at);
            case Sequence sequence -> sequence(sequence, node, at);
            case Scalar scalar -> {
                if (!isSame(scalar, node)) {
                    differs(node, at);
                }
            }
        }
    }

    private void mapping(Mapping mapping, int node, Problems at) {
        if (json.kind(node) != JsonDocument.Kind.OBJECT) {
            differs(node, at);
            return;
        }
        mapping.entries().forEach((name, value) -> {
            int member = json.member(node, name);
            if (member < 0) {
                at.key(name).add("", "not there (expected: as written)");
            } else {
                value(value, member, at.key(name));
            }
        });
    }

    private void sequence(Sequence sequence, int node, Problems at) {
        if (json.kind(node) != JsonDocument.Kind.ARRAY
                || json.size(node) != sequence.items().size()) {
            differs(node, at);
            return;
        }
        int item = json.firstChild(node);
        for (int i = 0; i < sequence.items().size(); i++) {
            value(sequence.items().get(i), item, at.at("[" + i + "]"));
            item = json.nextSibling(item);
        }
    }

    private boolean isSame(Scalar scalar, int node) {
        return switch (scalar.kind()) {
            case NULL -> json.kind(node) == JsonDocument.Kind.NULL;
            case BOOLEAN ->
                json.kind(node) == JsonDocument.Kind.BOOLEAN && json.text(node).equals(scalar.text());
            case STRING ->
                json.kind(node) == JsonDocument.Kind.STRING && json.text(node).equals(scalar.text());
            case INTEGER, DECIMAL ->
                json.kind(node) == JsonDocument.Kind.NUMBER && isSameNumber(json.text(node), scalar.text());
        };
    }

    private static boolean isSameNumber(String real, String written) {
        try {
            return new BigDecimal(real).compareTo(new BigDecimal(written)) == 0;
        } catch (NumberFormatException beyond) {
            // .inf, or more digits of exponent than anybody means.
            return real.equals(written);
        }
    }

    private void differs(int node, Problems at) {
        String text =
                new String(json.bytes(), json.start(node), json.end(node) - json.start(node), StandardCharsets.UTF_8);
        at.add("", "the client gets " + Examples.shown(text) + " (expected: as written)");
    }
}
