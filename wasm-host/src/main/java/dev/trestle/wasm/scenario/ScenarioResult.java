package dev.trestle.wasm.scenario;

import java.util.List;

/**
 * What became of a scenario.
 *
 * @param name the scenario's
 * @param steps its start and its steps, as far as it came
 */
public record ScenarioResult(String name, List<StepResult> steps) {
    /** Whether everything was as expected. */
    public boolean isGood() {
        return steps.stream().allMatch(step -> step.differences().isEmpty());
    }

    /**
     * What became of a step.
     *
     * @param title what was shown to the module
     * @param happened what it did, a line for each thing
     * @param differences what was expected and did not come
     */
    public record StepResult(String title, List<String> happened, List<Difference> differences) {}

    /**
     * Something that was expected and is otherwise.
     *
     * @param what the key of the expectation, with what it is about: {@code requestHeaders.x-added}
     * @param expected as the scenario says
     * @param actual as it is
     */
    public record Difference(String what, String expected, String actual) {}
}
