package dev.trestle.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with a module, without a gateway. */
@Command(
        name = "wasm",
        description = "Looks at WebAssembly modules and tries them, without a gateway.",
        synopsisSubcommandLabel = "COMMAND")
final class WasmCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
