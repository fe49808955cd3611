package dev.trestle.codec.dubbo;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
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

    JavaTypes(Map<String, ClassSettings> settings, Problems problems) {
        settings.forEach((name, written) -> declare(name, written, problems.key(name)));
        TypeCompiler compiler =
                new TypeCompiler(this, dev.trestle.bridge.mapping.UnknownFields.IGNORE, Invocation.TYPED);
        declared.forEach((name, each) -> {
            if (each instanceof Declared.Pojo pojo) {
                Problems at = problems.key(name);
                pojo.fields().forEach((field, type) -> compiler.compile(type, at.key(field)));
            }
        });
    }

    private void declare(String name, ClassSettings written, Problems problems) {
        if (!name.matches("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*")) {
            problems.add("", name + " (expected: a class name)");
        }
        List<String> words = written.words();
        declared.put(name, words == null ? new Declared.Pojo(written.fields()) : new Declared.Words(words));
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
