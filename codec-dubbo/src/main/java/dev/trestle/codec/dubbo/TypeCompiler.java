package dev.trestle.codec.dubbo;

import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.dubbo.hessian.HessianWriter;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

    /** As deep as an IDL of Thrift may nest; nobody writes such types by hand. */
    private static final int MAX_DEPTH = 64;

    private static final int MAX_SHOWN_CHARS = 64;

    private final JavaTypes types;
    private final UnknownFields unknownFields;
    private final Invocation invocation;
    private final Map<String, PojoEncoder> pojos = new HashMap<>();

    TypeCompiler(JavaTypes types, UnknownFields unknownFields, Invocation invocation) {
        this.types = types;
        this.unknownFields = unknownFields;
        this.invocation = invocation;
    }

    private static Map<String, JavaType> simple() {
        Map<String, JavaType> all = new HashMap<>();
        primitive(all, "int", "I", "Integer", INT);
        primitive(all, "long", "J", "Long", Encoders::int64);
        primitive(all, "short", "S", "Short", SHORT);
        primitive(all, "byte", "B", "Byte", BYTE);
        primitive(all, "boolean", "Z", "Boolean", Encoders::bool);
        primitive(all, "char", "C", "Character", Encoders::character);
        primitive(all, "float", "F", "Float", Encoders::float32);
        primitive(all, "double", "D", "Double", Encoders::float64);
        reference(all, "String", "java.lang.String", Encoders::string);
        reference(all, "Object", "java.lang.Object", Encoders::any);
        reference(all, "BigDecimal", "java.math.BigDecimal", Encoders::bigDecimal);
        reference(all, "BigInteger", "java.math.BigInteger", Encoders::bigInteger);
        reference(all, "UUID", "java.util.UUID", Encoders::uuid);
        reference(all, "URI", "java.net.URI", Encoders.text("java.net.URI", "string"));
        reference(all, "Currency", "java.util.Currency", Encoders.text("java.util.Currency", "currencyCode"));
        reference(
                all,
                "Locale",
                "java.util.Locale",
                Encoders.text("com.alibaba.com.caucho.hessian.io.LocaleHandle", "value"));
        times(all);
        Encoder anyList = Encoders.list("", Encoder.nullable(Encoders::any));
        reference(all, "List", "java.util.List", anyList);
        reference(all, "Set", "java.util.Set", Encoders.list("java.util.HashSet", Encoder.nullable(Encoders::any)));
        reference(all, "Collection", "java.util.Collection", anyList);
        reference(all, "Map", "java.util.Map", Encoders.map(Encoders::string, Encoder.nullable(Encoders::any)));
        return Map.copyOf(all);
    }

    private static void times(Map<String, JavaType> all) {
        reference(all, "Date", "java.util.Date", TimeEncoders::date);
        reference(all, "Timestamp", "java.sql.Timestamp", TimeEncoders.sqlDate("java.sql.Timestamp"));
        reference(all, "java.sql.Date", "java.sql.Date", TimeEncoders.sqlDate("java.sql.Date"));
        reference(all, "Instant", "java.time.Instant", TimeEncoders::instant);
        reference(all, "LocalDate", "java.time.LocalDate", TimeEncoders::localDate);
        reference(all, "LocalTime", "java.time.LocalTime", TimeEncoders::localTime);
        reference(all, "LocalDateTime", "java.time.LocalDateTime", TimeEncoders::localDateTime);
        reference(all, "OffsetDateTime", "java.time.OffsetDateTime", TimeEncoders::offsetDateTime);
        reference(all, "ZonedDateTime", "java.time.ZonedDateTime", TimeEncoders::zonedDateTime);
        reference(all, "Duration", "java.time.Duration", TimeEncoders::duration);
        reference(all, "Year", "java.time.Year", TimeEncoders::year);
        reference(all, "YearMonth", "java.time.YearMonth", TimeEncoders::yearMonth);
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

    /** The shortest word for a class of the JDK or a primitive type; null for one that has none. */
    static @Nullable String word(String className) {
        return SIMPLE.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(className))
                .map(Map.Entry::getKey)
                .min(Comparator.comparingInt(String::length))
                .orElse(null);
    }

    /** Whether a type is known by this word, whatever classes are declared. */
    static boolean isWord(String written) {
        return SIMPLE.containsKey(written);
    }

    /** The type; reports and gives {@code Object} where there is none. */
    JavaType compile(String written, Problems problems) {
        if (nesting(written) > MAX_DEPTH) {
            problems.add(
                    "",
                    abbreviated(written) + ": nested " + nesting(written) + " deep (expected: at most " + MAX_DEPTH
                            + ")");
            return object();
        }
        return compileBounded(written.trim(), problems);
    }

    private JavaType compileBounded(String type, Problems problems) {
        JavaType simple = SIMPLE.get(type);
        if (simple != null) {
            return simple;
        }
        if (type.endsWith("[]")) {
            return array(compileBounded(type.substring(0, type.length() - 2).trim(), problems));
        }
        int open = type.indexOf('<');
        if (open > 0 && type.endsWith(">")) {
            return generic(type.substring(0, open), arguments(type.substring(open + 1, type.length() - 1)), problems);
        }
        return classType(type, problems);
    }

    /** No less than the levels of a type. */
    private static long nesting(String type) {
        int deepest = 0;
        int depth = 0;
        for (int i = 0; i < type.length(); i++) {
            char c = type.charAt(i);
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
            deepest = Math.max(deepest, depth);
        }
        return deepest + type.chars().filter(c -> c == '[').count();
    }

    private static String abbreviated(String type) {
        return type.length() <= MAX_SHOWN_CHARS ? type : type.substring(0, MAX_SHOWN_CHARS) + "...";
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
                arguments.stream().map(a -> compileBounded(a.trim(), problems)).toList();
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

    private Encoder elements(String listType, List<JavaType> element) {
        return Encoders.list(invocation == Invocation.GENERIC ? "" : listType, elementEncoder(element.getFirst()));
    }

    private static JavaType object() {
        return Objects.requireNonNull(SIMPLE.get("Object"));
    }

    private JavaType array(JavaType element) {
        String descriptor = "[" + element.descriptor();
        if (element.descriptor().equals("B")) {
            return new JavaType("byte[]", descriptor, Encoder.nullable(Encoders::bytes));
        }
        String wireName = invocation == Invocation.GENERIC ? "" : "[" + wireName(element);
        return new JavaType(
                element.name() + "[]", descriptor, Encoder.nullable(Encoders.list(wireName, elementEncoder(element))));
    }

    /** A list of objects has no place for null: hardly any service looks for one. Lists of texts, numbers, times may have them. */
    private Encoder elementEncoder(JavaType element) {
        String name = element.name();
        boolean object = name.contains(".")
                && !name.startsWith("java.")
                && !name.endsWith("[]")
                && !(types.get(name) instanceof JavaTypes.Declared.Words);
        return object ? Encoder.present(element.encoder()) : element.encoder();
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
            return JavaType.ofClass(name, Encoder.nullable(Encoders.enumeration(name, words.words(), invocation)));
        }
        if (declared instanceof JavaTypes.Declared.Pojo pojo) {
            return JavaType.ofClass(name, Encoder.nullable(pojo(name, pojo, problems)));
        }
        if (!name.contains(".")) {
            problems.add("", name + ": unknown type (" + types.hint(name, SIMPLE.keySet()) + ")");
            return object();
        }
        return JavaType.ofClass(name, Encoder.nullable(undeclared(name, Map.of())));
    }

    /** A class nobody declared. One of the JDK's is a map or collection at best, which an untyped value becomes by itself. */
    private Encoder undeclared(String name, Map<String, Encoder> known) {
        boolean untyped = invocation == Invocation.GENERIC || name.startsWith("java.");
        return untyped && known.isEmpty() ? Encoders::any : new MapEncoder(untyped ? "" : name, known);
    }

    /**
     * The type of a value that a route puts together: what the types beside its parts say goes before what the class declares.
     *
     * @param written the type as written or declared; null where nothing says it
     */
    JavaType compile(@Nullable String written, BindingSettings binding, Problems problems) {
        JavaType type = written == null ? object() : compile(written, problems.at("type"));
        checkList(binding, problems);
        if (binding.object().isEmpty()) {
            checkWritten(type, binding, problems);
            return type;
        }
        JavaTypes.Declared declared = written == null ? null : types.get(written);
        Map<String, String> fields = declared instanceof JavaTypes.Declared.Pojo pojo ? pojo.fields() : Map.of();
        Map<String, Encoder> encoders = new LinkedHashMap<>();
        binding.object().forEach((name, part) -> {
            Problems at = problems.at("object").key(name);
            String partType = part.type() == null ? fields.get(name) : part.type();
            if (partType == null && !fields.isEmpty()) {
                at.add("", name + ": unknown field of " + written + " (" + NearMiss.hint(name, fields.keySet()) + ")");
            }
            if (partType != null || !part.object().isEmpty()) {
                encoders.put(name, compile(partType, part, at).encoder());
            }
        });
        return new JavaType(type.name(), type.descriptor(), Encoder.nullable(assembled(type, declared, encoders)));
    }

    private Encoder assembled(JavaType type, JavaTypes.@Nullable Declared declared, Map<String, Encoder> encoders) {
        if (declared == null) {
            boolean plain = type.name().startsWith("java.");
            return plain ? new MapEncoder("", encoders) : undeclared(type.name(), encoders);
        }
        PojoEncoder pojo = new PojoEncoder(type.name(), unknownFields, invocation);
        pojo.fields(encoders);
        return pojo;
    }

    /** A constant that its type cannot hold would be refused with every request, as if the client had sent it. */
    private static void checkWritten(JavaType type, BindingSettings binding, Problems problems) {
        Value value = Binding.written(binding);
        if (value != null) {
            ArgumentErrors errors = new ArgumentErrors();
            type.encoder().write(new HessianWriter(Unpooled.buffer()), value, errors);
            errors.reportTo(problems);
        }
    }

    private static void checkList(BindingSettings binding, Problems problems) {
        for (int i = 0; i < binding.list().size(); i++) {
            if (binding.list().get(i).type() != null) {
                problems.add("list[" + i + "].type", "not read (expected: the type beside list says what is in it)");
            }
        }
    }

    /** A class may contain itself, so its encoder is known before its fields are. */
    private Encoder pojo(String name, JavaTypes.Declared.Pojo declared, Problems problems) {
        PojoEncoder known = pojos.get(name);
        if (known != null) {
            return known;
        }
        PojoEncoder fresh = new PojoEncoder(name, unknownFields, invocation);
        pojos.put(name, fresh);
        Map<String, Encoder> fields = new LinkedHashMap<>();
        declared.fields()
                .forEach((field, type) ->
                        fields.put(field, compile(type, problems).encoder()));
        fresh.fields(fields);
        return fresh;
    }
}
