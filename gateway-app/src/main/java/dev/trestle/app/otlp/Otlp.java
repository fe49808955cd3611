package dev.trestle.app.otlp;

import dev.trestle.bridge.http.TraceContext;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.exchange.Trace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Sends traces and metrics to a collector. What is told by event loops waits in a queue of {@value #QUEUE} exchanges; beyond, spans are
 * dropped and counted. A collector that is away costs one line of the log when it goes and one when it is back, and nothing else. Thread
 * safe.
 */
public final class Otlp implements AutoCloseable {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Otlp.class);
    /** Who says what is sent. */
    static final InstrumentationScopeInfo SCOPE = InstrumentationScopeInfo.create("dev.trestle");

    private static final int QUEUE = 8192;
    private static final int BATCH = 512;
    private static final Duration SPAN_INTERVAL = Duration.ofSeconds(1);
    /** For an answer, and for all of the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    /** It logs by java.util.logging, in a form of its own; what matters of it is said by {@link CollectorNews}. */
    private static final Logger LIBRARY = Logger.getLogger("io.opentelemetry");

    private final Sampler sampler;
    private final Resource resource;
    private final SpanExporter spans;
    private final MetricExporter metrics;
    private final OtlpMetrics source;
    private final CollectorNews spanNews;
    private final CollectorNews metricNews;
    private final ArrayBlockingQueue<ExchangeSummary> ended = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder dropped = new LongAdder();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("trestle-otlp").daemon().factory());

    /** Sends the metrics of {@code registry}, as a scrape would see them. */
    public Otlp(OtlpOptions options, PrometheusRegistry registry) {
        LIBRARY.setLevel(Level.OFF);
        AttributesBuilder process = Attributes.builder();
        options.resource().forEach(process::put);
        resource = Resource.create(process.build());
        sampler = new Sampler(options.sampleOneIn());
        spans = OtlpHttpSpanExporter.builder()
                .setEndpoint(options.url("traces"))
                .setHeaders(options::headers)
                .setTimeout(PATIENCE)
                .setRetryPolicy(null)
                .build();
        metrics = OtlpHttpMetricExporter.builder()
                .setEndpoint(options.url("metrics"))
                .setHeaders(options::headers)
                .setTimeout(PATIENCE)
                .setRetryPolicy(null)
                .build();
        source = new OtlpMetrics(registry, resource);
        spanNews = new CollectorNews("spans", options.url("traces"));
        metricNews = new CollectorNews("metrics", options.url("metrics"));
        every(SPAN_INTERVAL, this::sendSpans);
        every(options.metricsInterval(), this::sendMetrics);
    }

    private void every(Duration interval, Runnable task) {
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException defect) {
                LOG.error("sending by OTLP failed", defect);
            }
        };
        var unused =
                thread.scheduleWithFixedDelay(guarded, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The trace of an exchange whose client is at {@code client}. On an event loop. */
    public @Nullable Trace trace(@Nullable TraceContext client) {
        return sampler.trace(client);
    }

    /** An exchange has ended. On an event loop. */
    public void onEnd(ExchangeSummary summary) {
        Trace trace = summary.trace();
        if (trace != null && trace.context().isSampled() && !ended.offer(summary)) {
            dropped.increment();
        }
    }

    /** Exchanges whose spans were lost. */
    public double dropped() {
        return dropped.sum();
    }

    private void sendSpans() {
        List<ExchangeSummary> batch = new ArrayList<>();
        while (ended.drainTo(batch, BATCH) > 0) {
            List<SpanData> made = new ArrayList<>();
            for (ExchangeSummary each : batch) {
                Trace trace = each.trace();
                if (trace != null) {
                    made.addAll(Spans.of(each, trace, resource));
                }
            }
            if (!spanNews.of(sent(spans.export(made)))) {
                // Another try comes in its time, and metrics before it; what waits meanwhile is bounded.
                dropped.add(batch.size());
                return;
            }
            batch.clear();
        }
    }

    private void sendMetrics() {
        metricNews.of(sent(metrics.export(source.collect())));
    }

    private static CompletableResultCode sent(CompletableResultCode result) {
        return result.join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Sends what is left, if the collector is there and takes it in a few seconds. */
    @Override
    public void close() {
        thread.execute(this::sendSpans);
        thread.execute(this::sendMetrics);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        spans.shutdown();
        metrics.shutdown();
    }
}
