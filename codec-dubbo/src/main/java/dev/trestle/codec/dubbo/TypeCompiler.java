package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns written types into {@link JavaType}s: {@code long}, {@code Long}, {@code String}, {@code int[]}, {@code list<com.acme.Item>},
 * {@code map<String, Long>}, class names. One for each codec; slow side.
 */
final class TypeCompiler {
    private static final Encoder INT = Encoders.int32(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Encoder SHORT = Encoders.int32(Short.MIN_VALUE, Short.MAX_VALUE);
    private static final Encoder BYTE = Encoders.int32(Byte.MIN_VALUE, Byte.MAX_VALUE);
    private static final Map<String, JavaType> SIMPLE = simple();

    private final JavaTypes types;
    private final UnknownFields unknownFields;
    private final Map<String, PojoEncoder> pojos = new HashMap<>();

    TypeCompiler(JavaTypes types, UnknownFields unknownFields) {
        this.types = types;
        this.unknownFields = unknownFields;
    }

    private static Map<String, JavaType> simple() {
        Map<String, JavaType> all = new HashMap<>();
        primitive(all, "int", "I", "Integer", INT);
        primitive(all, "long", "J", "Long", Encoders::int64);
        primitive(all, "short", "S", "Short", SHORT);
        primitive(all, "byte", "B", "Byte", BYTE);
        primitive(all, "boolean", "Z", "Boolean", Encoders::bool);
        primitive(all, "char", "C", "Character", Encoders::character);
        primitive(all, "float", "F", "Float", Encoders::float64);
        primitive(all, "double", "D", "Double", Encoders::float64);
        reference(all, "String", "java.lang.String", Encoders::string);
        reference(all, "Object", "java.lang.Object", Encoders::any);
        reference(all, "BigDecimal", "java.math.BigDecimal", Encoders::bigDecimal);
        reference(all, "BigInteger", "java.math.BigInteger", Encoders::bigInteger);
        reference(all, "Date", "java.util.Date", Encoders::date);
        reference(all, "Instant", "java.time.Instant", Encoders::instant);
        reference(all, "LocalDate", "java.time.LocalDate", Encoders::localDate);
        reference(all, "LocalTime", "java.time.LocalTime", Encoders::localTime);
        reference(all, "LocalDateTime", "java.time.LocalDateTime", Encoders::localDateTime);
        Encoder anyList = Encoders.list("", Encoder.nullable(Encoders::any));
        reference(all, "List", "java.util.List", anyList);
        reference(all, "Set", "java.util.Set", Encoders.list("java.util.HashSet", Encoder.nullable(Encoders::any)));
        reference(all, "Collection", "java.util.Collection", anyList);
        reference(all, "Map", "java.util.Map", Encoders.map(Encoders::string, Encoder.nullable(Encoders::any)));
        return Map.copyOf(all);
    }

    private static void primitive(
            Map<String, JavaType> all, String name, String descriptor, String box, Encoder encoder) {
        all.put(name, new JavaType(name, descriptor, encoder));
        reference(all, box, "java.lang." + box, encoder);
    }

    private static void reference(Map<String, JavaType> all, String alias, String className, Encoder encoder) {
        JavaType type = JavaType.ofClass(className, Encoder.nullable(encoder));
        all.put(alias, type);
        all.put(className, type);
    }

    /** The type; reports and gives {@code Object} where there is none. */
    JavaType compile(String written, Problems problems) {
        String type = written.trim();
        JavaType simple = SIMPLE.get(type);
        if (simple != null) {
            return simple;
        }
        if (type.endsWith("[]")) {
            return array(compile(type.substring(0, type.length() - 2), problems));
        }
        int open = type.indexOf('<');
        if (open > 0 && type.endsWith(">")) {
            return generic(type.substring(0, open), arguments(type.substring(open + 1, type.length() - 1)), problems);
        }
        return classType(type, problems);
    }

    private static List<String> arguments(String inside) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            if (c == ',' && depth == 0) {
                arguments.add(inside.substring(start, i));
                start = i + 1;
            }
        }
        arguments.add(inside.substring(start));
        return arguments;
    }

    private JavaType generic(String container, List<String> arguments, Problems problems) {
        List<JavaType> compiled =
                arguments.stream().map(a -> compile(a, problems)).toList();
        String simple = container.substring(container.lastIndexOf('.') + 1);
        int wanted = simple.equalsIgnoreCase("map") ? 2 : 1;
        if (compiled.size() != wanted) {
            problems.add("", container + " of " + compiled.size() + " types (expected: " + wanted + ")");
            return object();
        }
        return switch (simple) {
            case "list", "List" -> JavaType.ofClass("java.util.List", Encoder.nullable(elements("", compiled)));
            case "collection", "Collection" ->
                JavaType.ofClass("java.util.Collection", Encoder.nullable(elements("", compiled)));
            case "set", "Set" ->
                JavaType.ofClass("java.util.Set", Encoder.nullable(elements("java.util.HashSet", compiled)));
            case "map", "Map" ->
                JavaType.ofClass(
                        "java.util.Map",
                        Encoder.nullable(Encoders.map(
                                compiled.getFirst().encoder(),
                                compiled.getLast().encoder())));
            default -> {
                problems.add("", container + "<...> (expected: list, set, collection or map)");
                yield object();
            }
        };
    }

    private static Encoder elements(String listType, List<JavaType> element) {
        return Encoders.list(listType, element.getFirst().encoder());
    }

    private static JavaType object() {
        return Objects.requireNonNull(SIMPLE.get("Object"));
    }

    private static JavaType array(JavaType element) {
        String descriptor = "[" + element.descriptor();
        if (element.descriptor().equals("B")) {
            return new JavaType("byte[]", descriptor, Encoder.nullable(Encoders::bytes));
        }
        String wireName = "[" + wireName(element);
        return new JavaType(
                element.name() + "[]", descriptor, Encoder.nullable(Encoders.list(wireName, element.encoder())));
    }

    /** Hessian's name of an array's element: {@code int}, {@code string}, {@code [int}, a class name. */
    private static String wireName(JavaType element) {
        return switch (element.name()) {
            case "java.lang.String" -> "string";
            case "java.lang.Object" -> "object";
            case "java.util.Date" -> "date";
            default -> element.name().endsWith("[]") ? "[" + element.name().replace("[]", "") : element.name();
        };
    }

    private JavaType classType(String name, Problems problems) {
        JavaTypes.Declared declared = types.get(name);
        if (declared instanceof JavaTypes.Declared.Words words) {
            return JavaType.ofClass(name, Encoder.nullable(Encoders.enumeration(name, words.words())));
        }
        if (declared instanceof JavaTypes.Declared.Pojo pojo) {
            return JavaType.ofClass(name, Encoder.nullable(pojo(name, pojo, problems)));
        }
        if (!name.contains(".")) {
            problems.add("", name + ": unknown type (" + types.hint(name, SIMPLE.keySet()) + ")");
            return object();
        }
        return JavaType.ofClass(name, Encoder.nullable(Encoders::any));
    }

    /** A class may contain itself, so its encoder is known before its fields are. */
    private Encoder pojo(String name, JavaTypes.Declared.Pojo declared, Problems problems) {
        PojoEncoder known = pojos.get(name);
        if (known != null) {
            return known;
        }
        PojoEncoder fresh = new PojoEncoder(name, unknownFields);
        pojos.put(name, fresh);
        declared.fields()
                .forEach((field, type) ->
                        fresh.field(field, compile(type, problems).encoder()));
        return fresh;
    }

    /** Whether a class was declared. */
    boolean isDeclared(@Nullable String name) {
        return name != null && types.get(name) != null;
    }
}
