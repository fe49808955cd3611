package dev.trestle.codec.dubbo;

import dev.trestle.bridge.scaffold.Description;
import dev.trestle.bridge.scaffold.InterfaceException;
import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.bridge.scaffold.ServiceNames;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.codec.dubbo.classes.ClassBody;
import dev.trestle.codec.dubbo.classes.ClassHead;
import dev.trestle.codec.dubbo.classes.ClassLibrary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which interfaces of a library are services: those that were asked for; else those that its classes export by Dubbo's annotation;
 * else those named like services; else all.
 */
final class ServiceChoice {
    private static final List<String> EXPORTS = List.of(
            "org.apache.dubbo.config.annotation.DubboService",
            "org.apache.dubbo.config.annotation.Service",
            "com.alibaba.dubbo.config.annotation.Service");
    private static final List<String> SUFFIXES = List.of("Service", "Api", "API", "Facade");

    private final ClassLibrary library;
    private final Description description;
    private final Map<String, ClassHead> interfaces = new TreeMap<>();
    private final Map<String, List<Export>> exports = new TreeMap<>();

    /**
     * How a class exports an interface.
     *
     * @param by the class
     * @param written version and group as they stand there, where they do
     */
    private record Export(String by, Map<String, String> written) {
        /** Those that a call can name as they are. */
        Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>(written);
            settings.values().removeIf(value -> !isSetting(value));
            return settings;
        }

        private static boolean isSetting(String value) {
            return value.matches("[\\w.:*-]+");
        }

        /** What only the application that runs it can tell. */
        void leave(String service, List<LeftOut> leftOut) {
            written.forEach((key, value) -> {
                if (!isSetting(value)) {
                    leftOut.add(new LeftOut(
                            key + " " + value + " of interface " + service,
                            by + " says no more: write the " + key + " that it runs with as " + key
                                    + ": in the routes"));
                }
            });
        }

        @Override
        public String toString() {
            String settings = written.entrySet().stream()
                    .map(each -> each.getKey() + " " + each.getValue())
                    .collect(Collectors.joining(", "));
            return by + " (" + (settings.isEmpty() ? "no version, no group" : settings) + ")";
        }
    }

    ServiceChoice(ClassLibrary library, Description description) {
        this.library = library;
        this.description = description;
        library.own().values().forEach(this::sort);
    }

    private void sort(ClassHead head) {
        if (head.isInterface() && head.isPublic()) {
            interfaces.put(head.name(), head);
        }
        for (String annotation : EXPORTS) {
            Map<String, String> values = head.annotations().get(annotation);
            if (values != null) {
                export(head, values);
            }
        }
    }

    /** What Dubbo does: the interface that the annotation names, or else the first that the class does. */
    private void export(ClassHead head, Map<String, String> values) {
        String first = head.interfaces().isEmpty() ? "" : head.interfaces().getFirst();
        String name = values.getOrDefault("interfaceName", values.getOrDefault("interfaceClass", first));
        ClassBody body = name.isEmpty() ? null : library.find(name);
        if (body == null || !body.head().isInterface()) {
            return;
        }
        interfaces.put(name, body.head());
        Map<String, String> written = new TreeMap<>();
        for (String key : List.of("version", "group")) {
            String value = values.getOrDefault(key, "");
            if (!value.isEmpty()) {
                written.put(key, value);
            }
        }
        exports.computeIfAbsent(name, none -> new ArrayList<>()).add(new Export(head.name(), written));
    }

    /** How {@code service} is exported, as settings of a call: by the first of its classes, by name. */
    Map<String, String> settings(String service) {
        List<Export> all = exports.get(service);
        return all == null ? Map.of() : all.getFirst().settings();
    }

    /** What the routes of {@code service} do not say of how it is exported. */
    private void leaveExports(String service, List<LeftOut> leftOut) {
        List<Export> all = exports.getOrDefault(service, List.of());
        if (all.isEmpty()) {
            return;
        }
        Export first = all.getFirst();
        first.leave(service, leftOut);
        for (Export each : all) {
            if (!each.written().equals(first.written())) {
                leftOut.add(new LeftOut(
                        "interface " + service + " as exported by " + each,
                        "the routes call that of " + first
                                + ": copy them with its version: and group: to call this one"));
            }
        }
    }

    /** The services, by name; what is none of them goes to {@code leftOut}. */
    List<ClassBody> services(List<LeftOut> leftOut) throws InterfaceException {
        requireThere();
        Predicate<ClassHead> isWanted = rule();
        List<ClassBody> services = new ArrayList<>();
        for (ClassHead head : interfaces.values()) {
            ClassBody body = isWanted.test(head) ? library.find(head.name()) : null;
            if (body == null) {
                leftOut.add(new LeftOut(
                        "interface " + head.name(), "not taken for a service; take it with --service " + head.name()));
            } else {
                services.add(body);
                leaveExports(head.name(), leftOut);
            }
        }
        return services;
    }

    private Predicate<ClassHead> rule() {
        ServiceNames wanted = description.services();
        if (!wanted.isEmpty()) {
            return head -> wanted.includes(head.name());
        }
        if (!exports.isEmpty()) {
            return head -> exports.containsKey(head.name());
        }
        Predicate<ClassHead> named = head -> SUFFIXES.stream().anyMatch(head.name()::endsWith);
        return interfaces.values().stream().anyMatch(named) ? named : head -> true;
    }

    private void requireThere() throws InterfaceException {
        for (String wanted : description.services().missing(interfaces.keySet())) {
            ClassBody nested = library.find(wanted);
            if (nested == null && interfaces.isEmpty()) {
                break;
            }
            if (nested == null || !nested.head().isInterface()) {
                throw new InterfaceException(
                        description.file() + " has no public interface " + wanted + " ("
                                + NearMiss.hint(wanted, known(wanted)) + ")",
                        "name interfaces with --service, or leave it out for what looks like services");
            }
            interfaces.put(wanted, nested.head());
        }
        if (interfaces.isEmpty()) {
            throw new InterfaceException(
                    description.file() + " has no public interface (classes of its own: "
                            + library.own().size() + ", unreadable: "
                            + library.unreadable().size() + ")",
                    "name the jar of the service's API, or an interface in one of its libraries with --service");
        }
    }

    /** Names of the sort that {@code wanted} is. */
    private Set<String> known(String wanted) {
        return wanted.contains(".")
                ? interfaces.keySet()
                : interfaces.values().stream().map(ClassHead::simpleName).collect(Collectors.toSet());
    }
}
