package dev.trestle.codec.dubbo;

import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.bridge.scaffold.Operation.Form;
import dev.trestle.codec.dubbo.classes.ClassBody;
import dev.trestle.codec.dubbo.classes.ClassHead;
import dev.trestle.codec.dubbo.classes.ClassLibrary;
import dev.trestle.codec.dubbo.classes.DeclaredType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes types the way routes name them, and gathers the classes they are made of as a cluster declares them. Classes may contain
 * themselves and each other.
 */
final class WrittenTypes {
    private static final int MAX_CLASSES = 5_000;
    private static final int MAX_PARENTS = 64;
    private static final int MAX_DEPTH = 64;
    private static final Set<String> NO_SCALARS = Set.of("Object", "List", "Set", "Collection", "Map");
    private static final Map<String, String> CONTAINERS = Map.of(
            "java.util.List",
            "list",
            "java.util.Set",
            "set",
            "java.util.Collection",
            "collection",
            "java.util.Map",
            "map");

    private final ClassLibrary library;
    private final List<LeftOut> leftOut;
    private final Map<String, Map<String, Object>> declared = new TreeMap<>();
    private final Set<String> met = new HashSet<>();
    private final Deque<String> waiting = new ArrayDeque<>();

    WrittenTypes(ClassLibrary library, List<LeftOut> leftOut) {
        this.library = library;
        this.leftOut = leftOut;
    }

    /** The type as written, or null where the route language has no word for it. */
    @Nullable
    String written(DeclaredType type) {
        String text = anyDepth(type);
        boolean deep =
                text != null && text.chars().filter(c -> c == '<' || c == '[').count() > MAX_DEPTH;
        return deep ? null : text;
    }

    private @Nullable String anyDepth(DeclaredType type) {
        if (type.dimensions() > 0) {
            String element = anyDepth(type.element());
            return element == null ? null : element + "[]";
        }
        String container = CONTAINERS.get(type.name());
        if (container != null && type.arguments().size() == (container.equals("map") ? 2 : 1)) {
            return container(container, type.arguments());
        }
        String word = TypeCompiler.word(type.name());
        if (word != null) {
            return word;
        }
        if (!isClassName(type.name()) || TypeCompiler.isWord(type.name())) {
            return null;
        }
        if (!type.name().startsWith("java.") && met.add(type.name())) {
            waiting.add(type.name());
        }
        return type.name();
    }

    /** What cannot be said of an element is not said of the list. */
    private String container(String container, List<DeclaredType> arguments) {
        StringBuilder text = new StringBuilder(container).append('<');
        for (int i = 0; i < arguments.size(); i++) {
            String argument = anyDepth(arguments.get(i));
            text.append(i == 0 ? "" : ", ").append(argument == null ? "Object" : argument);
        }
        return text.append('>').toString();
    }

    /** Names that a cluster can declare; a class in no package has to be declared, and then it may be found. */
    static boolean isClassName(String name) {
        return name.matches("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)+");
    }

    /** Whether one text can be such a value. */
    Form form(DeclaredType type) {
        if (type.dimensions() > 0) {
            return Form.JSON;
        }
        String word = TypeCompiler.word(type.name());
        if (word != null) {
            return NO_SCALARS.contains(word) ? Form.JSON : Form.SCALAR;
        }
        ClassBody body = type.name().startsWith("java.") ? null : library.find(type.name());
        return body != null && body.head().isEnum() ? Form.SCALAR : Form.JSON;
    }

    /** The classes that were met so far, with all that they are made of. */
    Map<String, Map<String, Object>> declared() {
        while (!waiting.isEmpty()) {
            String name = waiting.remove();
            if (declared.size() >= MAX_CLASSES) {
                leave(name, "more than " + MAX_CLASSES + " classes are before it: it is sent as a map without types");
                continue;
            }
            ClassBody body = library.find(name);
            if (body == null) {
                String why = library.unreadable().getOrDefault(name, "not in the file");
                leave(name, why + ": it is sent as a map without types until wire.dubbo.types declares it");
            } else {
                declare(body);
            }
        }
        return declared;
    }

    private void declare(ClassBody body) {
        ClassHead head = body.head();
        if (head.isEnum()) {
            declared.put(head.name(), Map.of("enum", words(body)));
            return;
        }
        if (head.isAbstract()) {
            leave(head.name(), "no object is just this: name the class that is meant where its type stands");
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        ClassBody from = body;
        for (int depth = 0; from != null && depth < MAX_PARENTS; depth++) {
            addFields(from, fields);
            String parent = from.head().parent();
            if (parent == null || parent.equals("java.lang.Record") || parent.equals("java.lang.Object")) {
                break;
            }
            if (parent.startsWith("java.util.")) {
                leave(head.name(), "a " + parent + ": it is sent as it comes");
                return;
            }
            from = parent.startsWith("java.") ? null : library.find(parent);
            if (from == null) {
                leave(parent, "not in the file: its fields are missing in " + head.name());
            }
        }
        declared.put(head.name(), fields);
    }

    /** The constants of an enum. Class files may hold names that are none of Java's, such as placeholders of a route file. */
    private List<String> words(ClassBody body) {
        List<String> words = new ArrayList<>();
        for (ClassBody.Field field : body.fields()) {
            if (field.isConstant() && isIdentifier(field.name())) {
                words.add(field.name());
            } else if (field.isConstant()) {
                leave(body.head().name() + "." + field.name(), "no name of a constant: it cannot be sent");
            }
        }
        return words;
    }

    private static boolean isIdentifier(String name) {
        return name.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*");
    }

    private void addFields(ClassBody from, Map<String, Object> fields) {
        for (ClassBody.Field field : from.fields()) {
            if (!field.travels() || fields.containsKey(field.name())) {
                continue;
            }
            String type = written(field.type());
            if (!isIdentifier(field.name()) || field.name().equals("enum") || type == null) {
                leave(from.head().name() + "." + field.name(), "a name or type that routes have no word for");
            } else {
                fields.put(field.name(), type);
            }
        }
    }

    private void leave(String what, String why) {
        leftOut.add(new LeftOut("class " + what, why));
    }
}
