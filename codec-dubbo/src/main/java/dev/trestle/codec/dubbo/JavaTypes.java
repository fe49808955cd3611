package dev.trestle.codec.dubbo;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The classes declared for a cluster: what fields they have, or what words. Immutable once made. */
final class JavaTypes {
    private final Map<String, Declared> declared = new LinkedHashMap<>();

    /** A declared class. */
    sealed interface Declared {
        /** Fields and their types as written. */
        record Pojo(Map<String, String> fields) implements Declared {}

        /** Words; empty for any. */
        record Words(List<String> words) implements Declared {}
    }

    JavaTypes(Map<String, SettingsNode> settings, Problems problems) {
        settings.forEach((name, node) -> declare(name, node, problems.at("[\"" + name + "\"]")));
        TypeCompiler compiler =
                new TypeCompiler(this, dev.trestle.bridge.mapping.UnknownFields.IGNORE, Invocation.TYPED);
        declared.forEach((name, each) -> {
            if (each instanceof Declared.Pojo pojo) {
                Problems at = problems.at("[\"" + name + "\"]");
                pojo.fields().forEach((field, type) -> compiler.compile(type, at.at(field)));
            }
        });
    }

    private void declare(String name, SettingsNode node, Problems problems) {
        if (!name.matches("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*")) {
            problems.add("", name + " (expected: a class name)");
        }
        if (!(node instanceof SettingsNode.Mapping mapping)) {
            problems.add("", "no mapping (expected: {field: type} or {enum: [A, B]})");
            return;
        }
        SettingsNode words = mapping.entries().get("enum");
        if (words instanceof SettingsNode.Sequence list && mapping.entries().size() == 1) {
            declared.put(name, new Declared.Words(texts(list, problems.at("enum"))));
            return;
        }
        Map<String, String> fields = new LinkedHashMap<>();
        mapping.entries().forEach((field, type) -> {
            if (type instanceof SettingsNode.Scalar scalar) {
                fields.put(field, scalar.text());
            } else {
                problems.add(field, "no type (expected: a type such as long, String, list<com.acme.Item>)");
            }
        });
        declared.put(name, new Declared.Pojo(fields));
    }

    private static List<String> texts(SettingsNode.Sequence list, Problems problems) {
        List<String> texts = new ArrayList<>();
        for (SettingsNode item : list.items()) {
            if (item instanceof SettingsNode.Scalar scalar) {
                texts.add(scalar.text());
            } else {
                problems.add("", "a word that is no text (expected: the constants' names)");
            }
        }
        return List.copyOf(texts);
    }

    @org.jspecify.annotations.Nullable
    Declared get(String name) {
        return declared.get(name);
    }

    /** Declared classes that are no enums, whatever their fields look like. */
    Set<String> plainClasses() {
        Set<String> plain = new TreeSet<>();
        declared.forEach((name, each) -> {
            if (each instanceof Declared.Pojo) {
                plain.add(name);
            }
        });
        return plain;
    }

    /** A hint for a class or alias that nobody knows. */
    String hint(String name, Set<String> aliases) {
        Set<String> known = new TreeSet<>(aliases);
        known.addAll(declared.keySet());
        return NearMiss.hint(name, known);
    }
}
