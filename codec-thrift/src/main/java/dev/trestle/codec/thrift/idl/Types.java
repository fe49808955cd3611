package dev.trestle.codec.thrift.idl;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves written types; each definition becomes one type object, made when first asked for. */
final class Types {
    private final Names names;
    private final Diagnostics diagnostics;
    /** By file and name: definitions that look alike in two files are not the same. */
    private final Map<String, ThriftType> made = new HashMap<>();

    private final Set<String> open = new HashSet<>();
    private final Set<String> refused = new HashSet<>();

    Types(Names names, Diagnostics diagnostics) {
        this.names = names;
        this.diagnostics = diagnostics;
    }

    /** The type meant by {@code written} in {@code document}, or null after a report. */
    @Nullable
    ThriftType resolve(Tree.Document document, Tree.Type written) {
        if (!written.arguments().isEmpty()) {
            return container(document, written);
        }
        BaseType base = BaseType.of(written.name());
        if (base != null) {
            return base;
        }
        Names.Found found = names.find(document, written.name());
        if (found == null || found.definition() instanceof Tree.Const || found.definition() instanceof Tree.Interface) {
            String report = written.position() + written.name();
            if (refused.add(report)) {
                diagnostics.add(written.position(), NearMiss.message(written.name(), known(document), "a type"));
            }
            return null;
        }
        return named(found.document(), found.definition());
    }

    private List<String> known(Tree.Document document) {
        List<String> known = new ArrayList<>(BaseType.WORDS.keySet());
        known.addAll(List.of("list", "set", "map"));
        known.addAll(names.visible(document, Tree.Struct.class));
        known.addAll(names.visible(document, Tree.Enumeration.class));
        known.addAll(names.visible(document, Tree.Typedef.class));
        return known;
    }

    private @Nullable ThriftType container(Tree.Document document, Tree.Type written) {
        List<ThriftType> arguments = new ArrayList<>();
        for (Tree.Type argument : written.arguments()) {
            ThriftType type = resolve(document, argument);
            if (type != null) {
                arguments.add(type);
            }
        }
        if (arguments.size() < written.arguments().size()) {
            return null;
        }
        return switch (written.name()) {
            case "list" -> new ListType(arguments.getFirst());
            case "set" -> new SetType(arguments.getFirst());
            default -> new MapType(arguments.getFirst(), arguments.getLast());
        };
    }

    /** The type a definition makes; null for definitions that make none. */
    @Nullable
    ThriftType named(Tree.Document document, Tree.Definition definition) {
        String key = document.path() + '#' + definition.name();
        ThriftType known = made.get(key);
        if (known != null) {
            return known;
        }
        ThriftType type = switch (definition) {
            case Tree.Struct struct ->
                new StructType(names.qualified(document, struct), struct.kind(), struct.annotations());
            case Tree.Enumeration enumeration -> enumeration(document, enumeration);
            case Tree.Typedef typedef -> typedef(document, typedef, key);
            case Tree.Const ignored -> null;
            case Tree.Interface ignored -> null;
        };
        if (type != null) {
            made.put(key, type);
        }
        return type;
    }

    private EnumType enumeration(Tree.Document document, Tree.Enumeration enumeration) {
        List<EnumType.Value> values = new ArrayList<>();
        for (Tree.EnumValue value : enumeration.values()) {
            values.add(new EnumType.Value(value.name(), value.number(), List.copyOf(value.annotations())));
        }
        return new EnumType(names.qualified(document, enumeration), values, enumeration.annotations());
    }

    private @Nullable ThriftType typedef(Tree.Document document, Tree.Typedef typedef, String key) {
        if (refused.contains(key)) {
            return null;
        }
        if (!open.add(key)) {
            refused.add(key);
            diagnostics.add(typedef.position(), typedef.name() + " is a typedef of itself (expected: no cycle)");
            return null;
        }
        ThriftType type = resolve(document, typedef.type());
        open.remove(key);
        return type;
    }
}
