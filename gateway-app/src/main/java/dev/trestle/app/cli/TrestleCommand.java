package dev.trestle.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "trestle",
        versionProvider = TrestleVersion.class,
        description = "HTTP in, Dubbo, Thrift and raw TCP out, declared in YAML.",
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; run and demo: stopped in order",
            "1:the routes have problems, each listed as file:line:column: path: detail; a module is refused, or differs;"
                    + " init cannot use what it reads",
            "2:the command line is wrong",
            "3:something needed is not there, such as a free port",
            "4:explain: the client gets an error"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  TRESTLE_JAVA_OPTS  options for the JVM, such as -Xmx1g",
            "  TRESTLE_LOG        debug, info, warn: how much the application log says",
            "",
            "Start with: trestle demo",
            ""
        })
final class TrestleCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints the version, and the JDK it runs on.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
