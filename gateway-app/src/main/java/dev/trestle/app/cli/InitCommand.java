package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.init.Sketch;
import dev.trestle.bridge.scaffold.Description.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Writes a first route file from a description of interfaces. */
@Command(
        name = "init",
        description =
                "Writes a first route file from a Thrift IDL or a jar with Java interfaces. The file passes trestle check;"
                        + " its head says how methods became routes. Nothing in a jar is run.",
        sortOptions = false)
final class InitCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--from",
            required = true,
            paramLabel = "FILE",
            description = "x.thrift, service.jar (Spring Boot's and wars as well), or a directory of classes.")
    private Path from = Path.of("service.jar");

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description =
                    "A service to take, * for any part of its name; again for more. Without: the services of the IDL;"
                            + " of a jar what it exports by @DubboService, else interfaces named *Service, *Api, *Facade, else all.")
    private List<String> services = new ArrayList<>();

    @Option(
            names = "--endpoint",
            paramLabel = "HOST:PORT",
            description = "Where a server is; again for more. Without: the protocol's usual port of this machine.")
    private List<String> endpoints = new ArrayList<>();

    @Option(
            names = "--wire",
            paramLabel = "KEY=VALUE",
            description =
                    "A setting of the cluster's wire, such as protocol=compact or transport=unframed; again for more.")
    private Map<String, String> wire = new LinkedHashMap<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where the routes go, instead of to standard output. What they name is named as seen from there.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Replaces the output if it is there.")
    private boolean force;

    @Option(
            names = "--json",
            description = "Prints what was found as JSON for programs; the routes only go to --output.")
    private boolean json;

    InitCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!Files.exists(from)) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    from + ": not there (expected: x.thrift, a jar, or a directory of classes)",
                    "name it with --from");
        }
        Path target = output;
        if (target != null && Files.exists(target) && !force) {
            throw occupied(target);
        }
        Path parent = target == null ? Path.of("") : target.toAbsolutePath().getParent();
        Path directory = parent == null ? Path.of("") : parent;
        Sketch sketch = Sketch.of(new Sketch.Wish(from, directory, services, endpoints, wire), environment, progress());
        if (target != null) {
            write(target, sketch.text());
        }
        print(sketch, target);
        return 0;
    }

    private void print(Sketch sketch, @Nullable Path target) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode found = sketch.found();
            found.put("output", target == null ? null : target.toString());
            out.println(found);
        } else if (target == null) {
            out.print(sketch.text());
        } else {
            out.println(target + ": " + sketch.summary());
            out.println("next: trestle check " + target);
        }
        out.flush();
    }

    private void write(Path target, String text) {
        OpenOption[] options = force
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.writeString(target, text, options);
        } catch (FileAlreadyExistsException appeared) {
            throw occupied(target);
        } catch (IOException unwritable) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    target + ": cannot be written (" + unwritable.getClass().getSimpleName() + ")",
                    "name a file in a directory that is there: --output FILE");
        }
    }

    private static CommandFailure occupied(Path target) {
        return new CommandFailure(
                CommandFailure.USAGE, target + ": there already", "name another file, or add --force to replace it");
    }

    /** One line that counts, where somebody looks. */
    private Progress progress() {
        if (!spec.commandLine().getColorScheme().ansi().enabled()) {
            return Progress.NONE;
        }
        PrintWriter err = spec.commandLine().getErr();
        return (done, all) -> {
            err.print(done < all ? "\rread " + done + " of " + all : "\r\u001b[K");
            err.flush();
        };
    }
}
