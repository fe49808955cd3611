package dev.trestle.wasm.scenario;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.wasm.Conduct;
import dev.trestle.wasm.ForeignFunction;
import dev.trestle.wasm.Limits;
import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.PluginSettings;
import dev.trestle.wasm.SharedState;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Watchdog;
import dev.trestle.wasm.shelf.Configuration;
import dev.trestle.wasm.shelf.WasmLimitSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Plays scenarios with a module. Compiles it once; each scenario has an instance of its own. */
public final class Scenarios {
    static final String VM = "scenario";

    private static final Limits PATIENT = new Limits(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Limits.DEFAULT.maxMemoryPages(),
            Limits.DEFAULT.maxMessageBytes());

    private final Code code;
    private final String name;
    private final Watchdog watchdog = new Watchdog();

    private Scenarios(Code code, String name) {
        this.code = code;
        this.name = name;
    }

    /**
     * Of a module.
     *
     * @param name what it is called in its own log
     * @throws ModuleException if it cannot be loaded
     */
    public static Scenarios of(byte[] module, String name) throws ModuleException {
        return new Scenarios(Code.load(module, Code.Mode.COMPILED), name);
    }

    /** Plays all of a file's. */
    public List<ScenarioResult> play(ScenarioFile file) {
        List<ScenarioResult> results = new ArrayList<>();
        for (Scenario scenario : file.scenarios()) {
            results.add(play(file, scenario));
        }
        return results;
    }

    private ScenarioResult play(ScenarioFile file, Scenario scenario) {
        PluginSettings settings = settings(file, scenario);
        ScriptedHost host = new ScriptedHost(Set.copyOf(scenario.absentClusters()));
        SharedState shared = new SharedState();
        scenario.sharedData().forEach((key, value) -> shared.put(VM, key, value.getBytes(StandardCharsets.UTF_8)));
        // The functions of the gateway's own are those that are installed, as in a gateway.
        Map<String, ForeignFunction> foreign = Plugin.Commons.of(host).foreign();
        Plugin.Commons commons = new Plugin.Commons(host, shared, watchdog, host::elapsedNanos, foreign);
        return new Performance(scenario, host, commons).play(code, settings);
    }

    private PluginSettings settings(ScenarioFile file, Scenario scenario) {
        SettingsNode own = scenario.configuration() == null ? file.configuration() : scenario.configuration();
        Limits limits = file.limits() == null
                ? PATIENT
                : WasmLimitSettings.limits(file.limits(), new ByteSize(Limits.DEFAULT.maxMessageBytes()));
        return new PluginSettings(
                name,
                file.rootId(),
                VM,
                Configuration.of(file.vmConfiguration()).bytes(),
                Configuration.of(own).bytes(),
                limits,
                new Conduct(Conduct.Failure.CLOSED, file.headerPause()));
    }
}
