package dev.trestle.app.cli;

import dev.trestle.app.schema.ConfigSchema;
import dev.trestle.runtime.Factories;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** For editors: {@code trestle schema > schema.json}. */
@Command(name = "schema", description = "Prints the JSON Schema of a configuration file, for editors.")
final class SchemaCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().print(ConfigSchema.of(Factories.discovered()));
        spec.commandLine().getOut().flush();
    }
}
