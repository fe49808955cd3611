package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line, put together: commands, exit codes, how errors look. */
final class CommandLines {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    private CommandLines() {}

    /** On standard output and standard error, with the environment of the process. */
    static CommandLine standard() {
        Charset charset = Charset.defaultCharset();
        CommandLine line = of(
                System.getenv(),
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset));
        return line.setColorScheme(Help.defaultColorScheme(Help.Ansi.AUTO));
    }

    static CommandLine of(Map<String, String> environment, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new TrestleCommand());
        line.addSubcommand(new RunCommand(environment));
        line.addSubcommand(new CheckCommand(environment));
        line.addSubcommand(new ExplainCommand(environment));
        line.addSubcommand(new DemoCommand(environment));
        line.addSubcommand(new InitCommand(environment));
        line.addSubcommand(wasm(environment));
        line.addSubcommand(new SchemaCommand());
        line.addSubcommand(new CompletionCommand());
        line.addSubcommand(new VersionCommand());
        line.addSubcommand(new HelpCommand());
        line.addSubcommand(new RehearseCommand(environment));
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF));
        line.setExpandAtFiles(false); // a body may be @FILE
        line.setOut(out);
        line.setErr(err);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(CommandLines::explainUsage);
        line.setExecutionExceptionHandler(CommandLines::explain);
        return line;
    }

    private static CommandLine wasm(Map<String, String> environment) {
        CommandLine wasm = new CommandLine(new WasmCommand());
        wasm.addSubcommand(new WasmInspectCommand());
        wasm.addSubcommand(new WasmTestCommand(environment));
        return wasm;
    }

    private static int explainUsage(ParameterException wrong, String... args) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("trestle: " + wrong.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(wrong, err)) {
            err.println("see: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return CommandFailure.USAGE;
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof CommandFailure known) {
            err.println("trestle: " + known.getMessage());
            if (!known.next().isEmpty()) {
                err.println(known.next());
            }
            return known.exitCode();
        }
        LOG.debug("unexpected failure", failure);
        err.println("trestle: " + failure);
        err.println("this is a defect of the program; TRESTLE_LOG=debug shows where it happened");
        return CommandFailure.UNAVAILABLE;
    }
}
