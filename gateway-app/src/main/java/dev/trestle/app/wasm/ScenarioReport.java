package dev.trestle.app.wasm;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.Printable;
import dev.trestle.app.schema.ConfigSchema;
import dev.trestle.runtime.Factories;
import dev.trestle.source.LoadedFile;
import dev.trestle.source.YamlSource;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.scenario.ScenarioFile;
import dev.trestle.wasm.scenario.ScenarioResult;
import dev.trestle.wasm.scenario.Scenarios;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a module made of its scenarios, for people and for programs. */
public final class ScenarioReport {
    private final Path file;
    private final List<ScenarioResult> results;

    private ScenarioReport(Path file, List<ScenarioResult> results) {
        this.file = file;
        this.results = results;
    }

    /**
     * Plays the scenarios of a file with a module.
     *
     * @throws CommandFailure if one of the files is not there, or is no such file
     */
    public static ScenarioReport of(Path module, Path scenarios, Map<String, String> environment) {
        byte[] bytes = ModuleFile.read(module);
        if (!Files.isRegularFile(scenarios)) {
            throw new CommandFailure(
                    CommandFailure.UNAVAILABLE,
                    scenarios + ": not there (expected: a YAML file of scenarios)",
                    "name it with --scenario");
        }
        LoadedFile<ScenarioFile> loaded = new YamlSource(environment).load(scenarios, ScenarioFile.class);
        ScenarioFile file = loaded.value();
        if (file == null) {
            String problems = loaded.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
            throw new CommandFailure(CommandFailure.REFUSED, scenarios + ": no scenarios that can be played", problems);
        }
        try {
            String name = String.valueOf(module.getFileName()).replaceFirst("\\.wasm$", "");
            return new ScenarioReport(scenarios, Scenarios.of(bytes, name).play(file));
        } catch (ModuleException refused) {
            throw new CommandFailure(
                    CommandFailure.REFUSED,
                    module + ": " + refused.getMessage(),
                    "see what it is: trestle wasm inspect " + module);
        }
    }

    /** The JSON Schema of a file of scenarios. */
    public static String schema(Factories factories) {
        return ConfigSchema.of(factories, ScenarioFile.class, "Trestle scenarios");
    }

    /** Whether everything was as expected. */
    public boolean isGood() {
        return results.stream().allMatch(ScenarioResult::isGood);
    }

    /** Writes it for people. */
    public void text(PrintWriter out) {
        for (ScenarioResult result : results) {
            out.println((result.isGood() ? "good       " : "DIFFERENT  ") + Printable.of(result.name()));
            for (ScenarioResult.StepResult step : result.steps()) {
                out.println("  " + step.title());
                step.happened().forEach(line -> lines(out, "    ", line));
                step.differences().forEach(each -> difference(out, each));
            }
        }
        long bad = results.stream().filter(result -> !result.isGood()).count();
        out.println(file + ": " + results.size() + (results.size() == 1 ? " scenario, " : " scenarios, ")
                + (bad == 0 ? "all as expected" : bad + " different"));
        out.flush();
    }

    private static void difference(PrintWriter out, ScenarioResult.Difference each) {
        out.println("    DIFFERENT " + each.what());
        lines(out, "      expected  ", each.expected());
        lines(out, "      actual    ", each.actual());
    }

    /** Further lines stand below the first one. */
    private static void lines(PrintWriter out, String before, String text) {
        String next = "\n" + " ".repeat(before.length());
        out.println(before + text.lines().map(Printable::of).collect(Collectors.joining(next)));
    }

    /** Writes it for programs. */
    public void json(PrintWriter out) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("file", file.toString());
        all.put("good", isGood());
        ArrayNode scenarios = all.putArray("scenarios");
        JsonMapper mapper = new JsonMapper();
        for (ScenarioResult result : results) {
            ObjectNode node = scenarios.addObject();
            node.put("name", result.name());
            node.put("good", result.isGood());
            node.set("steps", mapper.valueToTree(result.steps()));
        }
        out.println(all.toPrettyString());
    }
}
