package dev.trestle.app.otlp;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.exchange.Trace;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one exchange: its own, and below it the wait for a connection ({@code acquire}), the calls of the service, whose span is
 * the parent of the service's own, and the making of the reply ({@code decode}). Names and attributes are those of OpenTelemetry's
 * semantic conventions where they have one. Not thread safe.
 */
final class Spans {
    private static final int SERVER_ERROR = 500;

    private final ExchangeSummary summary;
    private final Trace trace;
    private final Resource resource;
    private final SpanContext own;
    private final long startNanos;
    private final List<SpanData> all = new ArrayList<>(4);

    private Spans(ExchangeSummary summary, Trace trace, Resource resource) {
        this.summary = summary;
        this.trace = trace;
        this.resource = resource;
        this.own = context(trace.context(), trace.context().spanId());
        this.startNanos = TimeUnit.MILLISECONDS.toNanos(summary.startMillis());
    }

    /** Those of {@code summary}, which is traced. */
    static List<SpanData> of(ExchangeSummary summary, Trace trace, Resource resource) {
        Spans spans = new Spans(summary, trace, resource);
        spans.request();
        if (summary.sentNanos() >= 0) {
            spans.calls();
        }
        return spans.all;
    }

    private void request() {
        AttributesBuilder said = Attributes.builder()
                .put("http.request.method", summary.method())
                .put("http.response.status_code", summary.status())
                .put("url.path", path(summary.path()))
                .put("client.address", summary.peer())
                .put(
                        "network.protocol.version",
                        summary.protocol().substring(summary.protocol().indexOf('/') + 1))
                .put("trestle.request_id", summary.requestId());
        put(said, "trestle.route", summary.route());
        put(said, "error.type", failed());
        boolean error = summary.status() >= SERVER_ERROR;
        String parent = trace.parentSpanId();
        all.add(new FinishedSpan(
                summary.route() == null ? summary.method() : summary.method() + " " + summary.route(),
                SpanKind.SERVER,
                own,
                parent == null ? SpanContext.getInvalid() : context(trace.context(), parent),
                startNanos,
                startNanos + summary.totalNanos(),
                said.build(),
                error ? StatusData.error() : StatusData.unset(),
                resource));
    }

    private void calls() {
        long sent = startNanos + summary.sentNanos();
        long end = summary.upstreamNanos() < 0 ? startNanos + summary.totalNanos() : sent + summary.upstreamNanos();
        if (summary.acquireNanos() >= 0) {
            child("acquire", SpanKind.INTERNAL, sent - summary.acquireNanos(), sent, Attributes.builder());
        }
        AttributesBuilder said = Attributes.builder().put("trestle.attempts", summary.attempts());
        put(said, "trestle.cluster", summary.cluster());
        put(said, "rpc.method", summary.call());
        put(said, "rpc.response.status_code", summary.rpcStatus());
        put(said, "error.type", failed());
        String endpoint = summary.endpoint();
        int colon = endpoint == null ? -1 : endpoint.lastIndexOf(':');
        if (endpoint != null && colon > 0) {
            said.put("server.address", endpoint.substring(0, colon));
            said.put("server.port", Long.parseLong(endpoint.substring(colon + 1)));
        }
        String call = summary.call();
        all.add(new FinishedSpan(
                call == null ? String.valueOf(summary.cluster()) : call,
                SpanKind.CLIENT,
                context(trace.upstream(), trace.upstream().spanId()),
                own,
                sent,
                end,
                said.build(),
                summary.failure() == null ? StatusData.unset() : StatusData.error(),
                resource));
        if (summary.decodeNanos() >= 0) {
            child("decode", SpanKind.INTERNAL, end - summary.decodeNanos(), end, Attributes.builder());
        }
    }

    private void child(String name, SpanKind kind, long start, long end, AttributesBuilder said) {
        SpanContext place = context(trace.context(), Sampler.id());
        all.add(new FinishedSpan(name, kind, place, own, start, end, said.build(), StatusData.unset(), resource));
    }

    private @Nullable String failed() {
        Failure failure = summary.failure();
        return failure == null ? summary.mappedCode() : failure.code();
    }

    /** The query may hold what is secret. */
    private static String path(String target) {
        int question = target.indexOf('?');
        return question < 0 ? target : target.substring(0, question);
    }

    private static void put(AttributesBuilder into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    private static SpanContext context(TraceContext trace, String spanId) {
        return SpanContext.create(
                trace.traceId(), spanId, TraceFlags.fromByte((byte) trace.flags()), TraceState.getDefault());
    }
}
