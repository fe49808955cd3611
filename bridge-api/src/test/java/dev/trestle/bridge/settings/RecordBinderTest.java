package dev.trestle.bridge.settings;

import static dev.trestle.bridge.settings.Nodes.mapping;
import static dev.trestle.bridge.settings.Nodes.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.settings.Oven.Dish;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBinderTest {
    @Test
    void absentKeys_haveTheirDefaults() {
        Oven oven = bind(mapping("name", "big", "gas", "yes"));
        assertThat(oven)
                .isEqualTo(new Oven(
                        "big",
                        180,
                        Duration.ofMinutes(20),
                        new ByteSize(64 << 10),
                        false,
                        Oven.Heat.TOP_HEAT,
                        "yes",
                        null,
                        List.of(),
                        Map.of(),
                        null));
    }

    @Test
    void writtenKeys_areRead() {
        SettingsNode anything = sequence(1, 2);
        Oven oven = bind(mapping(
                "name",
                7,
                "degrees",
                50,
                "time",
                "1h",
                "room",
                "1MiB",
                "turning",
                true,
                "heat",
                "all",
                "electric",
                "x",
                "dishes",
                sequence("bread", mapping("what", "cake", "count", 2)),
                "notes",
                mapping("a", "b"),
                "default",
                anything));
        assertThat(oven)
                .isEqualTo(new Oven(
                        "7",
                        50,
                        Duration.ofHours(1),
                        new ByteSize(1 << 20),
                        true,
                        Oven.Heat.BOTH,
                        null,
                        "x",
                        List.of(new Dish("bread", 1), new Dish("cake", 2)),
                        Map.of("a", "b"),
                        anything));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    degrees | 49           | 49 (expected: 50..300)
                    degrees | warm         | warm (expected: a whole number)
                    time    | 20           | 20 (expected: a duration such as 200ms, 5s, 1m)
                    time    | 999999999999h| 999999999999h (expected: 1000ms..3600000ms)
                    room    | 2MiB         | 2MiB (expected: 1B..1048576B)
                    room    | 17179869185GiB| 17179869185GiB (expected: a size such as 512B, 64KiB, 1MiB)
                    heat    | topheat      | topheat (did you mean: topHeat?)
                    turning | yes          | yes (expected: true or false)
                    notes   | none         | none (expected: a mapping)
                    dishes  | cake         | cake (expected: a list)
                    degress | 50           | unknown key (did you mean: degrees?)
                    """)
    void wrongValue_isReportedAtItsKey(String key, String value, String detail) {
        Object written = value.matches("\\d+") && !key.equals("time") ? Integer.valueOf(value) : value;
        assertThat(problems(mapping("name", "big", "gas", "yes", key, written))).containsExactly(key + ": " + detail);
    }

    @Test
    void everyProblem_isReported_notOnlyTheFirst() {
        assertThat(problems(mapping("degrees", 1, "dishes", sequence(mapping("count", 1)))))
                .containsExactly(
                        "name: missing (expected: Its name.)",
                        "degrees: 1 (expected: 50..300)",
                        "dishes[0].what: missing (expected: What it is.)");
    }

    @Test
    void whatTheConstructorRefuses_isAProblemOfTheRecord() {
        assertThat(problems(mapping("name", "big"))).containsExactly(": gas, electric (expected: exactly one)");
    }

    @Test
    void wrongValue_isStoodInForByWhatAnAbsentOneIs() {
        SettingsNode node =
                mapping("name", "big", "degrees", "warm", "gas", "yes", "electric", sequence(), "degress", 50);
        ProblemCollector problems = new ProblemCollector(node);
        assertThat(RecordBinder.bind(Oven.class, node, problems)).isEqualTo(bind(mapping("name", "big", "gas", "yes")));
        assertThat(problems.list())
                .extracting(Problem::path)
                .containsExactlyInAnyOrder("degrees", "electric", "degress");
    }

    @Test
    void record_isNotMade_whenNothingCanStandIn() {
        SettingsNode node = mapping("name", sequence(), "gas", "yes");
        assertThat(RecordBinder.bind(Oven.class, node, Problems.unheard())).isNull();
    }

    @Test
    void constructor_isNotHeard_whenItJudgesWhatNobodyWrote() {
        assertThat(problems(mapping("name", "big", "gas", sequence()))).containsExactly("gas: a list (expected: text)");
    }

    /** A record that takes whatever other keys there are. */
    record Shelf(@Doc("How wide.") int width, @Rest Map<String, Integer> others) {}

    @Test
    void otherKeys_areTheRest_checkedLikeAnyMap() {
        SettingsNode good = mapping("width", 1, "cups", 2, "plates", 3);
        SettingsNode bad = mapping("width", 1, "cups", "two");
        ProblemCollector problems = new ProblemCollector(bad);
        assertThat(RecordBinder.bind(Shelf.class, good, problems))
                .isEqualTo(new Shelf(1, Map.of("cups", 2, "plates", 3)));
        assertThat(RecordBinder.bind(Shelf.class, bad, problems)).isNull();
        assertThat(problems.list()).extracting(Problem::path).containsExactly("cups");
    }

    private static @Nullable Oven bind(SettingsNode node) {
        ProblemCollector problems = new ProblemCollector(node);
        Oven oven = RecordBinder.bind(Oven.class, node, problems);
        assertThat(problems.list()).isEmpty();
        return oven;
    }

    private static List<String> problems(SettingsNode node) {
        ProblemCollector problems = new ProblemCollector(node);
        RecordBinder.bind(Oven.class, node, problems);
        return problems.list().stream().map(p -> p.path() + ": " + p.detail()).toList();
    }
}
