package dev.trestle.app.init;

import dev.trestle.app.CommandFailure;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.scaffold.Description;
import dev.trestle.bridge.scaffold.InterfaceException;
import dev.trestle.bridge.scaffold.InterfaceReader;
import dev.trestle.bridge.scaffold.Interfaces;
import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.bridge.scaffold.ServiceNames;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.node.ObjectNode;

/**
 * A first route file for one interface description: the text, and what it was made of. It was checked as {@code check} does.
 *
 * @param text of the file
 * @param found for programs
 * @param summary for people, one line
 */
public record Sketch(String text, ObjectNode found, String summary) {
    /**
     * What somebody wants.
     *
     * @param from the description
     * @param directory where the routes will be
     * @param services which services; empty for the reader's choice
     * @param endpoints where the servers are; empty for the usual port of this machine
     * @param wire wire settings that differ from the reader's
     */
    public record Wish(
            Path from, Path directory, List<String> services, List<String> endpoints, Map<String, String> wire) {}

    /** Reads, plans, writes, checks; fails with what to do next. */
    public static Sketch of(Wish wish, Map<String, String> environment, Description.Progress progress) {
        InterfaceReader reader = reader(wish.from());
        YamlSource source = new YamlSource(environment);
        ConfigFiles files =
                source.parse("init", "routes: []\n", wish.directory()).files();
        Plan plan = plan(wish, reader, read(reader, wish, files, progress));
        String text = RouteFile.text(plan);
        check(source.parse(plan.source(), text, wish.directory()), wish);
        int routes = plan.routes().size();
        String summary = routes + (routes == 1 ? " route" : " routes") + " to "
                + plan.endpoints().getFirst()
                + (plan.leftOut().isEmpty()
                        ? ""
                        : "; its head lists what is not here: " + plan.leftOut().size());
        return new Sketch(text, PlanJson.of(plan), summary);
    }

    private static InterfaceReader reader(Path from) {
        List<InterfaceReader> all = StreamSupport.stream(
                        ServiceLoader.load(InterfaceReader.class).spliterator(), false)
                .toList();
        return all.stream()
                .filter(each -> each.takes(from))
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.USAGE,
                        from + ": nothing that interfaces are read from (expected: "
                                + all.stream()
                                        .map(InterfaceReader::reads)
                                        .sorted()
                                        .collect(Collectors.joining("; "))
                                + ")",
                        "name one with --from"));
    }

    private static Interfaces read(
            InterfaceReader reader, Wish wish, ConfigFiles files, Description.Progress progress) {
        try {
            return reader.read(
                    new Description(wish.from(), reference(wish), files, new ServiceNames(wish.services()), progress));
        } catch (InterfaceException refused) {
            throw new CommandFailure(
                    CommandFailure.REFUSED, YamlText.comment(String.valueOf(refused.getMessage())), refused.next());
        }
    }

    /** As a route names it: from its own directory, if it is below that. */
    private static String reference(Wish wish) {
        Path directory = wish.directory().toAbsolutePath().normalize();
        Path file = wish.from().toAbsolutePath().normalize();
        Path named = file.startsWith(directory) ? directory.relativize(file) : file;
        return named.toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static Plan plan(Wish wish, InterfaceReader reader, Interfaces interfaces) {
        if (Placeholders.in(interfaces.wire())) {
            throw new CommandFailure(
                    CommandFailure.REFUSED,
                    wish.from() + ": the wire settings of it have ${, which would be a placeholder in a route file",
                    "rename what is called so; its own name and directory count too");
        }
        List<LeftOut> leftOut = new ArrayList<>(interfaces.leftOut());
        List<PlannedRoute> routes = Placeholders.without(RestShape.plan(interfaces.operations()), leftOut);
        if (routes.isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.REFUSED,
                    wish.from() + ": no method that routes can call"
                            + leftOut.stream()
                                    .findFirst()
                                    .map(each -> YamlText.comment(" (" + each.what() + ": " + each.why() + ")"))
                                    .orElse(""),
                    "name services with --service");
        }
        Map<String, Object> wire = new LinkedHashMap<>(interfaces.wire());
        wish.wire().forEach((key, value) -> wire.put(key, typed(value)));
        List<String> endpoints =
                wish.endpoints().isEmpty() ? List.of("127.0.0.1:" + reader.usualPort()) : wish.endpoints();
        String name = String.valueOf(wish.from().toAbsolutePath().normalize().getFileName());
        String stem = Files.isDirectory(wish.from()) ? "" : name.replaceFirst("(-\\d.*)?\\.[A-Za-z]+$", "");
        return new Plan(name, reader.codec(), Kebab.of(stem, reader.codec()), endpoints, wire, routes, leftOut);
    }

    private static Object typed(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.valueOf(value);
        }
        return value.matches("\\d{1,9}") ? (Object) Integer.valueOf(value) : value;
    }

    private static void check(LoadedConfig loaded, Wish wish) {
        List<Problem> problems = Gateway.check(loaded, Factories.discovered());
        if (!problems.isEmpty()) {
            throw new CommandFailure(
                    CommandFailure.REFUSED,
                    wish.from() + ": the routes of it would not do: "
                            + problems.getFirst().path() + ": "
                            + problems.getFirst().detail(),
                    "see that --wire and --endpoint are right, or name other services with --service");
        }
    }
}
