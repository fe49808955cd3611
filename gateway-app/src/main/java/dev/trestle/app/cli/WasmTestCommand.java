package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.wasm.ScenarioReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Plays scenarios with a module. */
@Command(
        name = "test",
        description =
                "Plays scenarios with a module: shows it messages step by step, and compares what it makes of them with"
                        + " what is expected. Serves nothing and sends nothing. Ends with 1 on a difference.")
final class WasmTestCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A WebAssembly module.")
    private Path file = Path.of("plugin.wasm");

    @Option(names = "--scenario", paramLabel = "YAML", required = true, description = "The file with the scenarios.")
    private Path scenario = Path.of("scenario.yaml");

    @Option(names = "--json", description = "Prints JSON for programs.")
    private boolean json;

    WasmTestCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        ScenarioReport report = ScenarioReport.of(file, scenario, environment);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report.json(out);
        } else {
            report.text(out);
        }
        return report.isGood() ? 0 : CommandFailure.REFUSED;
    }
}
