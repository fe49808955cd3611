package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The alerts watch metrics that are there, and tell whoever is woken what to look at. */
class AlertsTest {
    private final List<JsonNode> rules = Chart.template(Chart.set("everything"))
            .only("PrometheusRule")
            .json()
            .at("/spec/groups/0/rules")
            .valueStream()
            .toList();

    @Test
    void queries_askForMetricsAndLabelsThatExist() throws IOException {
        KnownMetrics known = KnownMetrics.read();
        assertThat(rules)
                .hasSizeGreaterThan(5)
                .extracting(rule -> rule.path("expr").asString())
                .allSatisfy(known::assertAnswer);
    }

    @Test
    void alerts_haveNamesOfTheirOwn_aSeverity_andWordsForWhoeverIsWoken() {
        assertThat(rules).extracting(rule -> rule.path("alert").asString()).doesNotHaveDuplicates();
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.at("/labels/severity").asString()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asString()).contains("{{ $labels.");
            assertThat(rule.at("/annotations/description").asString()).isNotBlank();
        });
    }

    /** A label that the query has summed away is shown as nothing. */
    @Test
    void summaries_nameLabelsThatTheQueryKeeps() {
        assertThat(rules).allSatisfy(rule -> {
            String expr = rule.path("expr").asString();
            List<String> named = java.util.regex.Pattern.compile("\\$labels\\.(\\w+)")
                    .matcher(rule.path("annotations").toString())
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            boolean isSummed = expr.contains("sum by");
            assertThat(named)
                    .allSatisfy(label -> assertThat(!isSummed || expr.matches("(?s).*by \\([^)]*\\b" + label + "\\b.*"))
                            .as(rule.path("alert").asString() + ": " + label)
                            .isTrue());
        });
    }
}
