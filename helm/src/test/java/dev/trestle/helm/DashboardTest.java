package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The dashboard asks for metrics and labels that are there: those of the reference, which a test keeps current. */
class DashboardTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(trestle_\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern METRIC = Pattern.compile("\\b(trestle_\\w+)");
    private static final Pattern LABELS = Pattern.compile("(?:by \\(([^)]*)\\))|(?:\\{([^}]*)})");

    /** Put there by Prometheus, not by the gateway. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("namespace", "pod", "le");

    private final JsonNode dashboard = Chart.YAML.readTree(Chart.template(Chart.set("everything"))
            .named("ConfigMap", "-dashboard")
            .texts("/data")
            .get("trestle.json"));

    @Test
    void queries_askForMetricsAndLabelsThatExist() throws IOException {
        Map<String, Set<String>> known = known();
        assertThat(queries()).hasSizeGreaterThan(12).allSatisfy(query -> {
            List<String> metrics = matches(METRIC, query);
            assertThat(metrics).isNotEmpty();
            Set<String> labels = new TreeSet<>(OF_THE_SCRAPE);
            assertThat(known.keySet()).containsAll(metrics);
            metrics.forEach(metric -> labels.addAll(known.get(metric)));
            assertThat(labels).containsAll(labels(query));
        });
    }

    @Test
    void everyMetric_isShown() throws IOException {
        String all = String.join("\n", queries());
        assertThat(known().keySet().stream()
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

    /** Metrics with their labels, a histogram as its parts. */
    private static Map<String, Set<String>> known() throws IOException {
        Map<String, Set<String>> known = new HashMap<>();
        Matcher row = ROW.matcher(Files.readString(Path.of("../docs/reference/metrics.md")));
        while (row.find()) {
            Set<String> labels = Set.copyOf(matches(Pattern.compile("`(\\w+)`"), row.group(3)));
            List<String> endings =
                    row.group(2).equals("histogram") ? List.of("_bucket", "_count", "_sum") : List.of("");
            for (String ending : endings) {
                known.put(row.group(1) + ending, labels);
            }
        }
        return known;
    }

    private static Set<String> labels(String query) {
        Set<String> labels = new TreeSet<>();
        Matcher matcher = LABELS.matcher(query);
        while (matcher.find()) {
            String grouped = matcher.group(1);
            if (grouped != null) {
                labels.addAll(List.of(grouped.split(", ?")));
            } else {
                labels.addAll(matches(Pattern.compile("(\\w+)[!=]=?~?\""), matcher.group(2)));
            }
        }
        return labels;
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
