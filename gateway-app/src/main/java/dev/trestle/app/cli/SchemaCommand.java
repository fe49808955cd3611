package dev.trestle.app.cli;

import dev.trestle.app.schema.ConfigSchema;
import dev.trestle.app.wasm.ScenarioReport;
import dev.trestle.runtime.Factories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For editors: {@code trestle schema > schema.json}. */
@Command(name = "schema", description = "Prints the JSON Schema of a configuration file, for editors.")
final class SchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--scenario", description = "Prints that of a file of scenarios, for trestle wasm test.")
    private boolean scenario;

    @Override
    public void run() {
        Factories factories = Factories.discovered();
        spec.commandLine().getOut().print(scenario ? ScenarioReport.schema(factories) : ConfigSchema.of(factories));
        spec.commandLine().getOut().flush();
    }
}
