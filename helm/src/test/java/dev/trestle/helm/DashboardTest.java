package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboard asks for metrics and labels that are there: those of the reference, which a test keeps current. */
class DashboardTest {
    private final JsonNode dashboard = Chart.YAML.readTree(Chart.template(Chart.set("everything"))
            .named("ConfigMap", "-dashboard")
            .texts("/data")
            .get("trestle.json"));

    @Test
    void queries_askForMetricsAndLabelsThatExist() throws IOException {
        KnownMetrics known = KnownMetrics.read();
        assertThat(queries()).hasSizeGreaterThan(12).allSatisfy(known::assertAnswer);
    }

    @Test
    void everyMetric_isShown() throws IOException {
        String all = String.join("\n", queries());
        assertThat(KnownMetrics.read().names().stream()
                        .map(name -> name.replaceFirst("_(bucket|count|sum|max)$", ""))
                        .distinct())
                .allSatisfy(name -> assertThat(all).contains(name));
    }

    @Test
    void panels_haveNamesOfTheirOwn_andDoNotOverlap() {
        List<JsonNode> panels = dashboard.path("panels").valueStream().toList();
        assertThat(panels).extracting(panel -> panel.path("title").asString()).doesNotHaveDuplicates();
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        Set<String> cells = new TreeSet<>();
        for (JsonNode panel : panels) {
            JsonNode place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").asInt(); x++) {
                String cell = place.path("y").asInt() + ":" + (place.path("x").asInt() + x);
                assertThat(cells.add(cell)).as(panel.path("title").asString()).isTrue();
                assertThat(place.path("x").asInt() + x).isLessThan(24);
            }
        }
    }

    private List<String> queries() {
        List<String> queries = new ArrayList<>();
        dashboard.findValues("expr").forEach(each -> queries.add(each.asString()));
        dashboard.findValues("definition").forEach(each -> queries.add(each.asString()));
        return queries;
    }
}
