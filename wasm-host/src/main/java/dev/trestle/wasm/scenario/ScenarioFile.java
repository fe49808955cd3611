package dev.trestle.wasm.scenario;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.wasm.Conduct;
import dev.trestle.wasm.shelf.WasmLimitSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of scenarios. */
@Doc("What a module is tried with, and what is expected of it.")
public record ScenarioFile(
        @Doc(
                "What the module is configured with, where a scenario says nothing else. Text is passed as it is, anything else as JSON.")
        @Nullable
        SettingsNode configuration,

        @Doc("What its virtual machine is configured with, likewise.") @Nullable
        SettingsNode vmConfiguration,

        @Default("\"\"") @Doc("Which of the module's plugins it is, for modules with several.")
        String rootId,

        @Default("byAbi") @Doc("What a pause in the headers holds.")
        Conduct.HeaderPause headerPause,

        @Doc("What the instance may use; without it 1 s for a call and 30 s for the start, more than a gateway allows.")
        @Nullable
        WasmLimitSettings limits,

        @Doc("The scenarios, each with an instance of its own.")
        List<Scenario> scenarios) {
    /** Refuses a file that tries nothing. */
    public ScenarioFile {
        if (scenarios.isEmpty()) {
            throw new SettingException("scenarios", "none (expected: at least one)");
        }
    }
}
