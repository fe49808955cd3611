package dev.trestle.codec.dubbo;

import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.codec.dubbo.classes.ClassBody;
import dev.trestle.codec.dubbo.classes.ClassHead;
import dev.trestle.codec.dubbo.classes.ClassLibrary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The methods of an interface and of those it extends, and what their parameters are called. */
final class ServiceMethods {
    /** Every object has them; nobody calls them from afar. */
    private static final Set<String> OF_OBJECT =
            Set.of("equals(Ljava/lang/Object;)Z", "hashCode()I", "toString()Ljava/lang/String;");

    private final ClassLibrary library;
    private final List<LeftOut> leftOut;
    private final Map<String, List<String>> implementors = new TreeMap<>();

    ServiceMethods(ClassLibrary library, List<LeftOut> leftOut) {
        this.library = library;
        this.leftOut = leftOut;
        for (ClassHead head : library.own().values()) {
            if (!head.isInterface()) {
                head.interfaces()
                        .forEach(each -> implementors
                                .computeIfAbsent(each, none -> new ArrayList<>())
                                .add(head.name()));
            }
        }
    }

    /** Its own in the order of the class file, then those of its parents; of one that stands in two, the nearer. */
    List<ClassBody.Method> of(ClassBody service) {
        List<ClassBody.Method> methods = new ArrayList<>();
        Set<String> seen = new HashSet<>(OF_OBJECT);
        Set<String> visited = new LinkedHashSet<>();
        Deque<ClassBody> waiting = new ArrayDeque<>(List.of(service));
        while (!waiting.isEmpty()) {
            ClassBody next = waiting.remove();
            for (ClassBody.Method method : next.methods()) {
                boolean isFirst = method.isCallable() && seen.add(signature(method));
                if (isFirst && !method.isSynthetic()) {
                    methods.add(method);
                }
            }
            for (String parent : next.head().interfaces()) {
                ClassBody body = visited.add(parent) ? library.find(parent) : null;
                if (body != null) {
                    waiting.add(body);
                } else if (library.find(parent) == null && !parent.startsWith("java.")) {
                    leftOut.add(new LeftOut(
                            "interface " + parent,
                            "not in the file: its methods are missing in "
                                    + service.head().name()));
                }
            }
        }
        return methods;
    }

    /** Providers find a method by its parameters: a result may differ between an interface and its parent. */
    private static String signature(ClassBody.Method method) {
        return OF_OBJECT.contains(method.key())
                ? method.key()
                : method.name()
                        + method.descriptor().substring(0, method.descriptor().lastIndexOf(')') + 1);
    }

    /** As the interface names them; else as a class that implements it does; else {@code arg0} and so on. */
    List<String> names(ClassBody service, ClassBody.Method method) {
        if (method.names().size() == method.parameters().size()) {
            return method.names();
        }
        return implementors.getOrDefault(service.head().name(), List.of()).stream()
                .map(library::find)
                .filter(Objects::nonNull)
                .flatMap(body -> body.methods().stream())
                .filter(each -> each.key().equals(method.key())
                        && each.names().size() == method.parameters().size())
                .map(ClassBody.Method::names)
                .findFirst()
                .orElseGet(() -> IntStream.range(0, method.parameters().size())
                        .mapToObj(i -> "arg" + i)
                        .toList());
    }
}
