package dev.trestle.app.metrics;

import dev.trestle.app.FixedState;
import dev.trestle.app.log.Summaries;
import dev.trestle.app.reference.Page;
import dev.trestle.bridge.http.Failure;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The reference of the metrics: what a scrape says of itself after one request of each kind. */
public final class MetricsPage {
    private static final Pattern LABEL = Pattern.compile("[{,](\\w+)=\"");

    /** Meters that depend on the collector, the machine's load and whether anything was collected yet. */
    private static final Pattern OFTEN_ABSENT = Pattern.compile("jvm_gc_|system_load_average");

    private static final Map<String, String> LABELS = new LinkedHashMap<>();

    static {
        LABELS.put("route", "The route's `id`; `unmatched` for requests that no route took.");
        LABELS.put("cluster", "The cluster's name; `none` for requests that met none.");
        LABELS.put("status", "The class of the HTTP status: `2xx`, `4xx`, `5xx`.");
        LABELS.put(
                "failure",
                "The code of the [failure](failures.md); `mapped` for an error of the service that the route's error table made something of;"
                        + " `none` for an answer.");
        LABELS.put("endpoint", "The endpoint's `host:port`.");
        LABELS.put(
                "state",
                "Of connections: `connecting`, `active` with an exchange, `idle`, `draining` that take no new one. Of threads:"
                        + " the JVM's word.");
        LABELS.put("listener", "Where a tcp listener is bound, as it is written: `host:port`.");
        LABELS.put("end", "How a connection through a tcp listener [ended](../guide/tcp.md).");
        LABELS.put("from", "Who sent the bytes: `client` or `endpoint`.");
        LABELS.put("area", "`heap` or `nonheap`.");
        LABELS.put("id", "The JVM's name of a pool of memory; which of Netty's allocators.");
        LABELS.put("allocator_type", "The class of Netty's allocator.");
        LABELS.put("memory_type", "`direct` or `heap`.");
    }

    private MetricsPage() {}

    /** The page. */
    public static Page write() {
        Map<String, Set<String>> labels = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, String> help = new LinkedHashMap<>();
        scrape().lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                help.put(words[2], words[3]);
            } else if (line.startsWith("# TYPE ")) {
                types.put(words[2], words[3]);
                labels.put(words[2], new TreeSet<>());
            } else {
                addLabels(line, labels);
            }
        });
        Page page = new Page("Metrics");
        page.paragraph("For Prometheus, at `/actuator/prometheus` on the management port.");
        List<List<String>> rows = new ArrayList<>();
        types.keySet().removeIf(name -> OFTEN_ABSENT.matcher(name).lookingAt());
        types.forEach((name, type) -> rows.add(List.of(
                Page.code(name),
                type,
                labels.get(name).stream().map(Page::code).collect(Collectors.joining(", ")),
                Objects.requireNonNull(help.get(name), name))));
        page.table(List.of("metric", "type", "labels", "what it says"), rows);
        page.paragraph(
                "A histogram has `_bucket` (with `le`, in seconds), `_count` and `_sum`; `_max` is the slowest of the last minutes.");
        page.paragraph(
                "After the first collection of garbage there are `jvm_gc_pause_seconds`, with `action`, `cause` and `gc`,"
                        + " and what the collector in use has to say besides, as `jvm_gc_*`.");
        modules(page);
        page.heading("Labels");
        page.table(
                List.of("label", "what it says"),
                LABELS.entrySet().stream()
                        .map(label -> List.of(Page.code(label.getKey()), label.getValue()))
                        .toList());
        labels.values().forEach(used -> used.forEach(label -> Objects.requireNonNull(LABELS.get(label), label)));
        return page;
    }

    private static void modules(Page page) {
        page.heading("Metrics of modules");
        page.paragraph(
                "What a [module](wasm.md) counts, as a codec or as a filter, is here too, without labels and by the name that"
                        + " the module gives it, with `_` for each character that Prometheus does not allow: `proxy_wasm_go.connections` is"
                        + " `proxy_wasm_go_connections`. Modules that define the same name count together.");
        page.paragraph(
                """
                - A counter whose name ends with `_total` is a `counter`; any other is `untyped`: a `counter` is always shown with that ending.
                - A histogram has the buckets that Envoy's have, 0.5 to 3600000, in whatever unit the module records.
                - Metrics of one kind whose names become the same are added up. Where a name is taken by another kind, the later one has \
                `_counter`, `_gauge` or `_histogram` behind it.
                - A name that begins with OWN has `module_` before it.
                - There are at most 1000 of codecs and 1000 of filters: those beyond count for their module alone, and the log says so \
                once. They stay until the gateway restarts, also when their module has gone.""".replace("OWN", PluggedNames.OWN.stream().map(Page::code).collect(Collectors.joining(", "))));
    }

    private static String scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ExchangeMetrics metrics = new ExchangeMetrics(registry);
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.of("1", "user.get", 504, Failure.TIMEOUT));
        registry.getPrometheusRegistry().register(new StateCollector(new FixedState(null)));
        try (ProcessMeters process = new ProcessMeters(registry)) {
            process.countRejections(registry, any -> 1);
            process.countDroppedLines(registry, any -> 1);
            return registry.scrape();
        }
    }

    private static void addLabels(String sample, Map<String, Set<String>> labels) {
        String name = sample.split("[{ ]", 2)[0];
        labels.keySet().stream()
                .filter(family -> name.startsWith(family))
                .reduce((a, b) -> a.length() > b.length() ? a : b)
                .ifPresent(family -> {
                    Matcher matcher = LABEL.matcher(sample);
                    while (matcher.find()) {
                        if (!matcher.group(1).equals("le")) {
                            labels.get(family).add(matcher.group(1));
                        }
                    }
                });
    }
}
