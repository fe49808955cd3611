package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.config.GatewayConfig;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.LoadedConfig;
import dev.trestle.source.YamlSource;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Compiles routes as {@code run} would, opens no connection, and lists every problem. */
@Command(
        name = "check",
        description = "Checks routes without serving them. Prints every problem as file:line:column: path: detail.")
final class CheckCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR_OR_FILE", description = "A YAML file, or a directory as the union of its files.")
    private Path routes = Path.of("routes");

    @Option(names = "--json", description = "Prints JSON for programs.")
    private boolean json;

    CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        RoutesArgument.requireThere(routes, "name what to check: trestle check DIR_OR_FILE");
        PrintWriter out = spec.commandLine().getOut();
        LoadedConfig loaded = new YamlSource(environment).load(routes);
        List<Problem> problems = problems(loaded);
        GatewayConfig config = loaded.config();
        if (json) {
            out.println(json(config, problems));
            return config == null || !problems.isEmpty() ? CommandFailure.REFUSED : 0;
        }
        if (config == null || !problems.isEmpty()) {
            problems.forEach(out::println);
            spec.commandLine().getErr().println("trestle: " + routes + ": " + count(problems.size(), "problem"));
            return CommandFailure.REFUSED;
        }
        out.println(routes + ": good, " + count(config.routes().size(), "route") + ", "
                + count(config.clusters().size(), "cluster"));
        return 0;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static ObjectNode json(@Nullable GatewayConfig config, List<Problem> problems) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("good", config != null && problems.isEmpty());
        all.put("routes", config == null ? 0 : config.routes().size());
        all.put("clusters", config == null ? 0 : config.clusters().size());
        ArrayNode list = all.putArray("problems");
        for (Problem problem : problems) {
            list.addObject()
                    .put("file", problem.position().file())
                    .put("line", problem.position().line())
                    .put("column", problem.position().column())
                    .put("path", problem.path())
                    .put("detail", problem.detail());
        }
        return all;
    }

    private static List<Problem> problems(LoadedConfig loaded) {
        return Gateway.check(loaded, Factories.discovered());
    }
}
