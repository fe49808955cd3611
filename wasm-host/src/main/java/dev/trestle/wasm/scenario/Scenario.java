package dev.trestle.wasm.scenario;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One scenario. */
@Doc("One scenario: an instance starts, and its steps are shown to it in their order.")
public record Scenario(
        @Doc("What it shows.") String name,

        @Doc("What the module is configured with here.") @Nullable
        SettingsNode configuration,

        @Example("{route_name: orders, \"source.port\": 4711}")
        @Doc(
                "The stream's properties. Whole numbers are numbers as Envoy hands them out; put digits that are text in quotes.")
        Map<String, SettingsNode> properties,

        @Doc("Shared data that is there before the instance starts.")
        Map<String, String> sharedData,

        @Doc("Clusters that there are not: a callout to one is refused. All others take it and wait for their answer.")
        List<String> absentClusters,

        @Doc("What is expected of the start of the instance.") @Nullable
        Expectation start,

        @Doc("The start is expected to be refused, for this reason.") @Nullable
        TextMatch refused,

        @Doc("What is shown to the module.") List<Step> steps) {
    /** A start that is refused has no steps, and a property is a single value. */
    public Scenario {
        properties.forEach((path, value) -> {
            boolean isOne = value instanceof SettingsNode.Scalar scalar
                    && (scalar.kind() != SettingsNode.ScalarKind.INTEGER || isLong(scalar.text()));
            if (!isOne) {
                throw new SettingException(
                        "properties", path + " (expected: text, true, false, or a number of 64 bits)");
            }
        });
        if (refused != null && !steps.isEmpty()) {
            throw new SettingException("steps", steps.size() + " (expected: none beside refused)");
        }
    }

    private static boolean isLong(String text) {
        try {
            var unused = Long.parseLong(text);
            return true;
        } catch (NumberFormatException beyond) {
            return false;
        }
    }
}
