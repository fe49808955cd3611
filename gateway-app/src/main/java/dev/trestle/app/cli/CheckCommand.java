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
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    CheckCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        RoutesArgument.requireThere(routes, "");
        PrintWriter out = spec.commandLine().getOut();
        LoadedConfig loaded = new YamlSource(environment).load(routes);
        List<Problem> problems = problems(loaded);
        GatewayConfig config = loaded.config();
        if (config == null || !problems.isEmpty()) {
            problems.forEach(out::println);
            String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
            spec.commandLine().getErr().println("trestle: " + routes + ": " + count);
            return CommandFailure.REFUSED;
        }
        out.println(routes + ": good, " + config.routes().size() + " routes, "
                + config.clusters().size() + " clusters");
        return 0;
    }

    private static List<Problem> problems(LoadedConfig loaded) {
        return Gateway.check(loaded, Factories.discovered());
    }
}
