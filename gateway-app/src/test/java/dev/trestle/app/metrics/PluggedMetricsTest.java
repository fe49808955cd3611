package dev.trestle.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.FixedState;
import dev.trestle.app.log.Summaries;
import dev.trestle.bridge.MetricSource;
import dev.trestle.bridge.MetricSource.Bucket;
import dev.trestle.bridge.MetricSource.Counter;
import dev.trestle.bridge.MetricSource.Gauge;
import dev.trestle.bridge.MetricSource.Histogram;
import dev.trestle.bridge.MetricSource.Metric;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What modules count, as Prometheus sees it. */
class PluggedMetricsTest {
    private static final List<String> FORMATS = List.of(
            "text/plain; version=0.0.4; charset=utf-8", "application/openmetrics-text; version=1.0.0; charset=utf-8");

    @Test
    void metric_isShown_asItWasNamed() {
        assertThat(scrape(new Counter("proxy_wasm_go.connection_counter", 3), new Gauge("active", -2)))
                .contains(
                        "# HELP proxy_wasm_go_connection_counter Defined by a module as proxy_wasm_go.connection_counter\n",
                        "# TYPE proxy_wasm_go_connection_counter untyped\nproxy_wasm_go_connection_counter 3.0\n",
                        "# TYPE active gauge\nactive -2.0\n");
    }

    @Test
    void counter_isOne_whenItsNameSaysSo() {
        assertThat(scrape(new Counter("requests_total", 5)))
                .contains("# TYPE requests_total counter\nrequests_total 5.0\n");
    }

    @Test
    void histogram_hasItsBuckets() {
        assertThat(scrape(histogram("sizes", 2, 1)))
                .contains(
                        "# TYPE sizes histogram\n",
                        "sizes_bucket{le=\"10.0\"} 2\n",
                        "sizes_bucket{le=\"+Inf\"} 3\n",
                        "sizes_count 3\n",
                        "sizes_sum 21.0\n");
    }

    @Test
    void metricsOfOneKind_areAddedUp_whenTheirNamesBecomeTheSame() {
        MetricSource codecs = () -> List.of(new Counter("a.b", 1), histogram("h", 1, 0));
        MetricSource filters = () -> List.of(new Counter("a_b", 2), new Counter("a.b", 4), histogram("h", 1, 1));
        assertThat(scrape(List.of(codecs, filters)))
                .contains("\na_b 7.0\n", "h_bucket{le=\"10.0\"} 2\n", "h_bucket{le=\"+Inf\"} 3\n");
    }

    @Test
    void laterMetric_hasItsKindBehindIt_whenItsNameIsTaken() {
        assertThat(scrape(
                        new Counter("x", 1),
                        new Gauge("x", 2),
                        histogram("x", 3, 0),
                        new Gauge("y_total", 4),
                        new Counter("y_total", 5),
                        histogram("z", 6, 0),
                        new Gauge("z_count", 7),
                        new Counter("w_total", 8),
                        new Gauge("w", 9)))
                .contains(
                        "\nx 1.0\n",
                        "\nx_gauge 2.0\n",
                        "\nx_histogram_count 3\n",
                        "\ny_total 4.0\n",
                        "\ny_total_counter 5.0\n",
                        "\nz_count 6\n",
                        "\nz_count_gauge 7.0\n",
                        "\nw_total 8.0\n",
                        "\nw_gauge 9.0\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1st", "", "ä", "a\nb 1\n", "a{b=\"c\"}", "_total", "__name__", "a:b", "\0"})
    void strangeName_breaksNothing(String name) {
        assertThat(scrape(new Counter(name, 1), new Gauge(name, 2)).strip().lines())
                .allMatch(line -> line.matches("# .*|[a-zA-Z_][a-zA-Z0-9_]* [12]\\.0"));
    }

    /** The gateway's own metrics are in the same registry. */
    @Test
    void gatewaysOwnMetrics_areNotTouched() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ExchangeMetrics metrics = new ExchangeMetrics(registry);
        metrics.onStart("user.get");
        metrics.onEnd(Summaries.ok("1"));
        registry.getPrometheusRegistry().register(new StateCollector(new FixedState(null)));
        try (ProcessMeters process = new ProcessMeters(registry)) {
            process.countRejections(registry, any -> 1);
            process.countDroppedLines(registry, any -> 1);
            List<String> own = names(registry.scrape());
            assertThat(own).allMatch(name -> PluggedNames.OWN.stream().anyMatch(name::startsWith));
            List<Metric> same = new ArrayList<>();
            own.forEach(name -> same.addAll(List.of(new Counter(name, 1), new Gauge(name, 1))));
            registry.getPrometheusRegistry().register(new PluggedMetrics(List.of(() -> same)));
            FORMATS.forEach(format -> assertThat(names(registry.scrape(format))).contains("module_" + own.getFirst()));
        }
    }

    /** Names that all look alike: no scrape fails, no line of one is there twice. */
    @Test
    void anyNames_giveNamesOfTheirOwn() {
        Random random = new Random(7);
        String[] parts = {"a", "_", ".", "_total", "_count", "_bucket", "_sum", "_gauge", "_counter", "_info", "1"};
        for (int round = 0; round < 200; round++) {
            List<Metric> metrics = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                StringBuilder name = new StringBuilder();
                for (int part = random.nextInt(4); part >= 0; part--) {
                    name.append(parts[random.nextInt(parts.length)]);
                }
                metrics.add(
                        switch (random.nextInt(3)) {
                            case 0 -> new Counter(name.toString(), 1);
                            case 1 -> new Gauge(name.toString(), 1);
                            default -> histogram(name.toString(), 1, 1);
                        });
            }
            PrometheusMeterRegistry registry = registry(List.of(() -> metrics));
            for (String format : FORMATS) {
                assertThat(registry.scrape(format).lines().filter(line -> !line.startsWith("# HELP")))
                        .doesNotHaveDuplicates();
            }
        }
    }

    private static Histogram histogram(String name, long low, long high) {
        return new Histogram(
                name,
                List.of(new Bucket(10, low), new Bucket(Double.POSITIVE_INFINITY, high)),
                3.0 * low + 15.0 * high);
    }

    private static List<String> names(String scrape) {
        return scrape.lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .distinct()
                .toList();
    }

    private static String scrape(Metric... metrics) {
        return scrape(List.of(() -> List.of(metrics)));
    }

    private static String scrape(List<MetricSource> sources) {
        return "\n" + registry(sources).scrape(FORMATS.getFirst());
    }

    private static PrometheusMeterRegistry registry(List<MetricSource> sources) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.getPrometheusRegistry().register(new PluggedMetrics(sources));
        return registry;
    }
}
