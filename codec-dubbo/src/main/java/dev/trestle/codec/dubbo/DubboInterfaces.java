package dev.trestle.codec.dubbo;

import dev.trestle.bridge.scaffold.Description;
import dev.trestle.bridge.scaffold.InterfaceException;
import dev.trestle.bridge.scaffold.InterfaceReader;
import dev.trestle.bridge.scaffold.Interfaces;
import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.bridge.scaffold.Operation;
import dev.trestle.bridge.scaffold.Operation.Argument;
import dev.trestle.codec.dubbo.classes.BadClassException;
import dev.trestle.codec.dubbo.classes.ClassBody;
import dev.trestle.codec.dubbo.classes.ClassLibrary;
import dev.trestle.codec.dubbo.classes.DeclaredType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the Java interfaces of a jar or a directory of classes. Nothing in it is loaded or run. */
public final class DubboInterfaces implements InterfaceReader {
    private static final int USUAL_PORT = 20880;
    private static final int MAX_OPERATIONS = 2_000;

    /** For {@code ServiceLoader}. */
    public DubboInterfaces() {}

    @Override
    public String codec() {
        return "dubbo";
    }

    @Override
    public String reads() {
        return "a jar with Java interfaces (x.jar, x.war, a directory of classes)";
    }

    @Override
    public boolean takes(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".jar") || name.endsWith(".war") || Files.isDirectory(file);
    }

    @Override
    public int usualPort() {
        return USUAL_PORT;
    }

    @Override
    public Interfaces read(Description description) throws InterfaceException {
        try (ClassLibrary library = ClassLibrary.open(description.file(), description.progress())) {
            return new Reading(library, description).read();
        } catch (BadClassException bad) {
            throw new InterfaceException(
                    description.file() + " cannot be read: " + bad.why(),
                    "name a jar, or a directory of classes, with --from");
        } catch (IOException unreadable) {
            throw new InterfaceException(
                    description.file() + " cannot be read: " + unreadable.getMessage(),
                    "see that there is room for temporary files");
        }
    }

    /** One reading of one library. */
    private static final class Reading {
        private final ClassLibrary library;
        private final Description description;
        private final List<LeftOut> leftOut = new ArrayList<>();
        private final List<Operation> operations = new ArrayList<>();
        private final WrittenTypes types;

        Reading(ClassLibrary library, Description description) {
            this.library = library;
            this.description = description;
            this.types = new WrittenTypes(library, leftOut);
        }

        Interfaces read() throws InterfaceException {
            ServiceChoice choice = new ServiceChoice(library, description);
            ServiceMethods methods = new ServiceMethods(library, leftOut);
            for (ClassBody service : choice.services(leftOut)) {
                Map<String, String> settings = choice.settings(service.head().name());
                for (ClassBody.Method method : methods.of(service)) {
                    add(service, method, methods.names(service, method), settings);
                }
            }
            library.unreadable().forEach((name, why) -> leftOut.add(new LeftOut("class " + name, why)));
            Map<String, Object> wire = new LinkedHashMap<>();
            Map<String, Map<String, Object>> declared = types.declared();
            if (!declared.isEmpty()) {
                wire.put("types", declared);
            }
            return new Interfaces(operations, wire, leftOut.stream().distinct().toList());
        }

        private void add(ClassBody service, ClassBody.Method method, List<String> names, Map<String, String> settings)
                throws InterfaceException {
            String full = service.head().name() + "." + method.name();
            if (!Stream.of(full.split("\\.", -1)).allMatch(Reading::isIdentifier)
                    || method.name().contains(".")) {
                leftOut.add(new LeftOut("method " + full, "a name that Dubbo cannot call"));
                return;
            }
            List<Argument> arguments = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                DeclaredType type = method.parameters().get(i);
                String written = type.name().endsWith("StreamObserver") ? null : types.written(type);
                if (written == null) {
                    leftOut.add(
                            new LeftOut("method " + full, "its parameter " + names.get(i) + " is a " + type.name()));
                    return;
                }
                arguments.add(new Argument(names.get(i), written, types.form(type)));
            }
            if (operations.size() >= MAX_OPERATIONS) {
                throw new InterfaceException(
                        description.file() + " has more than " + MAX_OPERATIONS + " methods",
                        "name some of its interfaces with --service");
            }
            operations.add(operation(service, method, arguments, settings));
        }

        /** Whether it is a name of Java: class files may hold others, which no provider finds. */
        private static boolean isIdentifier(String name) {
            return !name.isEmpty()
                    && name.codePoints()
                            .allMatch(c -> Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
        }

        private static Operation operation(
                ClassBody service, ClassBody.Method method, List<Argument> arguments, Map<String, String> settings) {
            return new Operation(
                    service.head().name(),
                    method.name(),
                    declared(method, arguments),
                    arguments,
                    Operation.Style.TWO_WAY,
                    method.exceptions().stream()
                            .filter(each -> !each.startsWith("java.") && WrittenTypes.isClassName(each))
                            .toList(),
                    origins -> call(service, method, settings, new Bound(arguments, origins)));
        }

        private static String declared(ClassBody.Method method, List<Argument> arguments) {
            String list = arguments.stream()
                    .map(each -> simple(each.type()) + " " + each.name())
                    .collect(Collectors.joining(", "));
            String word = TypeCompiler.word(method.result().name());
            String result = simple(word == null ? method.result().name() : word);
            return result + "[]".repeat(method.result().dimensions()) + " " + method.name() + "(" + list + ")";
        }

        private static String simple(String type) {
            return type.replaceAll("[\\w$]+\\.", "");
        }

        /** Arguments with where they come from. */
        private record Bound(List<Argument> arguments, List<String> origins) {}

        private static Map<String, Object> call(
                ClassBody service, ClassBody.Method method, Map<String, String> settings, Bound bound) {
            Map<String, Object> call = new LinkedHashMap<>();
            call.put("service", service.head().name());
            call.put("method", method.name());
            call.putAll(settings);
            List<Map<String, Object>> args = new ArrayList<>();
            for (int i = 0; i < bound.arguments().size(); i++) {
                Map<String, Object> arg = new LinkedHashMap<>();
                arg.put("type", bound.arguments().get(i).type());
                arg.put("from", bound.origins().get(i));
                args.add(arg);
            }
            call.put("args", args);
            return call;
        }
    }
}
