package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.wasm.ModuleReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a module is, without running it. */
@Command(
        name = "inspect",
        description =
                "Says what a module is, without running it: ABI, imports and whether they are there, exports, memory,"
                        + " where it fits. Ends with 1 if it would be refused.")
final class WasmInspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "A WebAssembly module.")
    private Path file = Path.of("plugin.wasm");

    @Option(names = "--json", description = "Prints JSON for programs.")
    private boolean json;

    @Override
    public Integer call() {
        ModuleReport report = ModuleReport.of(file);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            report.json(out);
        } else {
            report.text(out);
        }
        return report.isTaken() ? 0 : CommandFailure.REFUSED;
    }
}
