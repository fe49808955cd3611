package dev.trestle.app.cli;

import dev.trestle.app.reference.Page;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference of the command line, from the commands themselves. */
public final class CommandLinePage {
    private CommandLinePage() {}

    /** The page. */
    public static Page write() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandLine trestle = CommandLines.of(Map.of(), nowhere, nowhere);
        CommandSpec all = trestle.getCommandSpec();
        Page page = new Page("Command line");
        page.paragraph("`./trestle` finds a JDK, builds what is not built, and runs one of these commands.");
        trestle.getSubcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .forEach(command -> command(page, command));
        page.heading("Exit codes");
        List<List<String>> codes = new ArrayList<>();
        all.usageMessage().exitCodeList().forEach((code, meaning) -> codes.add(List.of(Page.code(code), meaning)));
        page.table(List.of("code", "meaning"), codes);
        page.heading("Environment");
        page.block(String.join("\n", all.usageMessage().footer())
                .lines()
                .filter(line -> line.strip().startsWith("TRESTLE_"))
                .map(String::strip)
                .reduce("", (a, b) -> a + "\n" + b));
        return page;
    }

    private static void command(Page page, CommandSpec command) {
        if (!command.subcommands().isEmpty()) {
            command.subcommands().values().forEach(each -> command(page, each.getCommandSpec()));
            return;
        }
        page.heading(command.qualifiedName());
        page.paragraph(Page.plain(String.join(" ", command.usageMessage().description())));
        List<List<String>> rows = new ArrayList<>();
        command.positionalParameters().forEach(each -> rows.add(row(each.paramLabel(), each)));
        command.options().stream()
                .filter(option -> !option.usageHelp())
                .forEach(option -> rows.add(row(names(option), option)));
        if (!rows.isEmpty()) {
            page.table(List.of("argument", "default", "what it does"), rows);
        }
    }

    private static String names(OptionSpec option) {
        String name = option.negatable() ? option.longestName().replaceFirst("^--", "--[no-]") : option.longestName();
        return option.arity().max() == 0 ? name : name + " " + option.paramLabel();
    }

    private static List<String> row(String name, ArgSpec argument) {
        String value = argument.required() ? "**required**" : argument.defaultValueString();
        String description = String.join(" ", argument.description()).replaceAll(" \\(default: [^)]*\\)", "");
        String shown = value == null || value.equals("null") ? "" : argument.required() ? value : Page.code(value);
        return List.of(Page.code(name), shown, Page.plain(description));
    }
}
