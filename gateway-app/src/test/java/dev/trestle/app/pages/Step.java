package dev.trestle.app.pages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Commands that are run at once, and what the page shows of what they print.
 *
 * @param json whether that is JSON
 * @param shown null where the page shows nothing
 */
record Step(String commands, boolean json, @Nullable String shown) {
    private static final String PROMPT = "$ ";
    private static final String CONTINUED = "> ";
    private static final String END = "\u0001";

    /** What a step came to. */
    record Outcome(String output, int status) {}

    /** Those of a block: one of plain commands; of a console, one for each prompt. */
    static List<Step> of(Fence fence, @Nullable Fence printed) {
        if (!fence.isConsole()) {
            boolean json = printed != null && printed.language().equals("json");
            return List.of(new Step(fence.text(), json, printed == null ? null : printed.text()));
        }
        List<Step> steps = new ArrayList<>();
        StringBuilder commands = new StringBuilder();
        StringBuilder shown = new StringBuilder();
        for (String line : fence.text().lines().toList()) {
            if (line.startsWith(PROMPT) && !commands.isEmpty()) {
                steps.add(new Step(commands.toString(), false, shown.toString()));
                commands.setLength(0);
                shown.setLength(0);
            }
            if (line.startsWith(PROMPT) || line.startsWith(CONTINUED)) {
                commands.append(line.substring(PROMPT.length())).append('\n');
            } else {
                shown.append(line).append('\n');
            }
        }
        steps.add(new Step(commands.toString(), false, shown.toString()));
        return steps;
    }

    /** Runs all of them in one shell; a step ends at the first command that fails, the status is kept for the next. */
    static String script(List<Step> steps) {
        return steps.stream()
                .map(step -> (step.asksForStatus() ? step.commands : "(set -e\n" + step.commands + ")\n")
                        + "s=$?; printf '" + END + "%d" + END + "' $s; (exit $s)\n")
                .collect(Collectors.joining());
    }

    /** What that script has printed. */
    static List<Outcome> outcomes(String output) {
        List<String> parts = Arrays.asList(output.split(END, -1));
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            outcomes.add(new Outcome(parts.get(i), Integer.parseInt(parts.get(i + 1))));
        }
        return outcomes;
    }

    /** Whether this shows what the step before it ended with, which then need not be a success. */
    boolean asksForStatus() {
        return commands.strip().equals("echo $?");
    }

    Optional<String> wrong(Outcome outcome, boolean mayFail, UnaryOperator<String> here) {
        if (outcome.status != 0 && !mayFail) {
            return Optional.of(commands + "ended with " + outcome.status + ":\n" + outcome.output);
        }
        if (shown == null || shown.isBlank()) {
            return Optional.empty();
        }
        // What a program takes for granted, such as a protocol's usual port, it prints as the page does.
        return isPrinted(here.apply(shown), outcome) || isPrinted(shown, outcome)
                ? Optional.empty()
                : Optional.of(commands + "shows:\n" + here.apply(shown) + "prints:\n" + outcome.output);
    }

    private boolean isPrinted(String expected, Outcome outcome) {
        return json ? Printed.isJson(expected, outcome.output) : Printed.isText(expected, outcome.output);
    }
}
