package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of the reference, which a test keeps current.
 *
 * @param labels of each, a histogram as its parts
 */
record KnownMetrics(Map<String, Set<String>> labels) {
    private static final Pattern ROW =
            Pattern.compile("^\\| `(trestle_\\w+)` \\| (\\w+) \\| ([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern METRIC = Pattern.compile("\\b(trestle_\\w+)");
    private static final Pattern LABELS = Pattern.compile("(?:by \\(([^)]*)\\))|(?:\\{([^}]*)})");

    /** Put there by Prometheus, not by the gateway. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("namespace", "pod", "le");

    static KnownMetrics read() throws IOException {
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
        return new KnownMetrics(known);
    }

    Set<String> names() {
        return labels.keySet();
    }

    /** That a query asks for metrics that are there, by labels that they have. */
    void assertAnswer(String query) {
        List<String> metrics = matches(METRIC, query);
        assertThat(metrics).isNotEmpty();
        assertThat(labels.keySet()).containsAll(metrics);
        Set<String> known = new TreeSet<>(OF_THE_SCRAPE);
        metrics.forEach(metric -> known.addAll(labels.get(metric)));
        assertThat(known).containsAll(asked(query));
    }

    private static Set<String> asked(String query) {
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
