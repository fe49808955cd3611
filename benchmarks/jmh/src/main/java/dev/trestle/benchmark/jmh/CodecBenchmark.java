package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.Wire;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A nested value of about 1 KB (for {@code raw} a small one): JSON to the protocol's bytes, the reply's bytes to JSON, and finding the reply's end. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {
    @Param({"dubbo", "thrift", "raw"})
    String protocol = "";

    private final LoneExchange exchange = new LoneExchange();

    @SuppressWarnings("NullAway.Init")
    private Conversation conversation;

    @SuppressWarnings("NullAway.Init")
    private Wire wire;

    /** Asks the real server once. */
    @Setup
    public void start() {
        conversation = Conversation.of(protocol);
        wire = conversation.newWire();
    }

    /** JSON to a frame. */
    @Benchmark
    public int encode() {
        conversation.encode(exchange);
        int length = exchange.sent().readableBytes();
        exchange.sent().release();
        return length;
    }

    @Benchmark
    public int decode() {
        return conversation.decode(exchange);
    }

    @Benchmark
    public Object scan() {
        return wire.scan(conversation.reply());
    }
}
