package dev.trestle.wasm.scenario;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.Limits;
import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.PluginLostException;
import dev.trestle.wasm.PluginSettings;
import dev.trestle.wasm.World.Bytes;
import dev.trestle.wasm.World.Fields;
import dev.trestle.wasm.World.LocalReply;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.scenario.Expectation.Said;
import dev.trestle.wasm.scenario.ScenarioResult.Difference;
import dev.trestle.wasm.scenario.ScenarioResult.StepResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One scenario with one instance: every step, what it came to, and where that differs. One use. */
final class Performance {
    private static final String START = "start";

    private final Scenario scenario;
    private final ScriptedHost host;
    private final Plugin.Commons commons;
    private final ScriptedWorld world;
    private final List<StepResult> results = new ArrayList<>();
    private @Nullable Stage stage;

    Performance(Scenario scenario, ScriptedHost host, Plugin.Commons commons) {
        this.scenario = scenario;
        this.host = host;
        this.commons = commons;
        this.world = new ScriptedWorld(scenario.properties(), Limits.DEFAULT.maxMessageBytes());
    }

    ScenarioResult play(Code code, PluginSettings settings) {
        try (Plugin plugin = start(code, settings)) {
            if (plugin != null) {
                stage = new Stage(plugin, host, world);
                steps(stage);
            }
        } finally {
            world.clear();
        }
        return new ScenarioResult(scenario.name(), results);
    }

    /** Null if the module refuses, which may be what is expected. */
    private @Nullable Plugin start(Code code, PluginSettings settings) {
        try {
            Plugin plugin = Plugin.start(code, settings, commons);
            host.takeLog(); // that of the instance that only proved the configuration good
            plugin.prepare(host);
            host.runTasks();
            Moment moment = moment(null, null);
            List<Difference> differences = new ArrayList<>(Check.differences(scenario.start(), moment, world));
            TextMatch refused = scenario.refused();
            if (refused != null) {
                differences.add(new Difference("refused", refused.shown(), "it starts"));
            }
            results.add(new StepResult(START, Happenings.of(moment), differences));
            return plugin;
        } catch (ModuleException | PluginLostException broken) {
            refused(String.valueOf(broken.getMessage()));
            return null;
        }
    }

    private void refused(String reason) {
        List<String> happened = new ArrayList<>(Happenings.of(moment(null, null)));
        happened.add("refused: " + reason);
        TextMatch expected = scenario.refused();
        boolean fits = expected != null && expected.fits(reason, "");
        String wanted = expected == null ? "the module starts" : expected.shown();
        results.add(
                new StepResult(START, happened, fits ? List.of() : List.of(new Difference("refused", wanted, reason))));
    }

    private void steps(Stage on) {
        int number = 1;
        for (Step step : scenario.steps()) {
            StepResult result = step(on, step, number + " " + Happenings.title(step));
            results.add(result);
            if (result.differences().stream().anyMatch(each -> each.what().equals("step"))) {
                return;
            }
            number++;
        }
        try {
            on.close();
        } catch (PluginLostException lost) {
            results.add(new StepResult("end", List.of(), List.of(new Difference("lost", "it ends", lost.reason()))));
        }
    }

    private StepResult step(Stage on, Step step, String title) {
        world.forget();
        Map<Fields, List<String>> before = fields();
        Said said = null;
        String lost = null;
        try {
            said = on.play(step);
        } catch (PluginLostException broken) {
            lost = broken.reason();
        } catch (Stage.StepException impossible) {
            Difference difference = new Difference("step", "it can be done", String.valueOf(impossible.getMessage()));
            return new StepResult(title, Happenings.of(moment(null, null)), List.of(difference));
        }
        Moment moment = moment(said, lost == null ? world.lost : lost);
        List<String> happened = new ArrayList<>(Happenings.of(moment));
        fields().forEach((which, lines) -> happened.addAll(Happenings.changes(
                Texts.word(which), Happenings.shown(step, which, before.getOrDefault(which, List.of())), lines)));
        for (Bytes which : Bytes.values()) {
            byte[] bytes = Texts.bytes(world.bytes(which));
            if (bytes.length > 0) {
                happened.add(Texts.word(which) + ": " + Texts.of(bytes));
            }
        }
        return new StepResult(title, happened, Check.differences(step.expect(), moment, world));
    }

    private Moment moment(@Nullable Said said, @Nullable String lost) {
        Stage on = stage;
        List<String> log = host.takeLog();
        List<Callouts.Request> sent = host.takeSent();
        List<LocalReply> replies = List.copyOf(world.replies);
        return new Moment(
                said,
                lost,
                log,
                sent,
                replies,
                List.copyOf(world.resumed),
                List.copyOf(world.closed),
                host.metrics(),
                key -> commons.shared().value(Scenarios.VM, key),
                path -> on == null ? null : on.property(path));
    }

    private Map<Fields, List<String>> fields() {
        Map<Fields, List<String>> all = new EnumMap<>(Fields.class);
        for (Fields which : Fields.values()) {
            FieldMap map = world.fields(which);
            if (map != null) {
                all.put(which, Texts.lines(map));
            }
        }
        return all;
    }
}
