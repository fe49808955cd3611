package dev.trestle.app.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Meters of the process: the JVM, Netty's buffers, and what was counted beside the requests. */
public final class ProcessMeters implements AutoCloseable {
    private final MeterRegistry registry;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** The JVM, the process and Netty's buffers, in {@code registry}. */
    public ProcessMeters(MeterRegistry registry) {
        this.registry = registry;
        collections.bindTo(registry);
        List<MeterBinder> others =
                List.of(new JvmMemoryMetrics(), new JvmThreadMetrics(), new ProcessorMetrics(), new UptimeMetrics());
        others.forEach(each -> each.bindTo(registry));
        // What the JVM counts as direct memory leaves out what Netty takes past it.
        if (ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider buffers) {
            new NettyAllocatorMetrics(buffers).bindTo(registry);
        }
    }

    /** Counts the changes of the routes that were refused; {@code counted} is held weakly. */
    public <T> void countRejections(T counted, ToDoubleFunction<T> count) {
        count("trestle.config.rejected", "Changes of the routes that were refused.", counted, count);
    }

    /** Counts the lines the access log has lost; {@code counted} is held weakly. */
    public <T> void countDroppedLines(T counted, ToDoubleFunction<T> count) {
        count("trestle.access.log.dropped", "Access log lines lost.", counted, count);
    }

    /** Counts the traced requests whose spans were lost; {@code counted} is held weakly. */
    public <T> void countDroppedTraces(T counted, ToDoubleFunction<T> count) {
        count("trestle.traces.dropped", "Traced requests whose spans were lost.", counted, count);
    }

    private <T> void count(String name, String description, T counted, ToDoubleFunction<T> count) {
        FunctionCounter.builder(name, counted, count).description(description).register(registry);
    }

    /** Listens to the collector no more. */
    @Override
    public void close() {
        collections.close();
    }
}
