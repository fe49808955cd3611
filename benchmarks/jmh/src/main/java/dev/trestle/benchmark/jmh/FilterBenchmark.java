package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.exchange.chain.FilterChain;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.Rest;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All that a header filter adds to a request without a body and its reply: a small module reads the map, adds a field and counts.
 * Around it is nothing, so that caches are as warm as they never are in a gateway.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(jvmArgsAppend = "-XX:-DontCompileHugeMethods") // as the launcher has it
public class FilterBenchmark {
    /** The fields of the request: as many as a load generator sends, and as many as a browser. */
    @Param({"1", "14"})
    int fields;

    @SuppressWarnings("NullAway.Init")
    private RequestHead head;

    @SuppressWarnings("NullAway.Init")
    private HttpReply reply;

    private final LoneFiltering owner = new LoneFiltering();
    private List<HttpFilters> filters = List.of();

    /** Starts the module. */
    @Setup
    public void start() throws IOException {
        filters = List.of(DemoFilter.of("wasm-host/src/test/resources/wasm/raw.wasm"));
        List<String> sent = new ArrayList<>(List.of("Host", "127.0.0.1:8080"));
        for (int i = 1; i < fields; i++) {
            sent.add("x-field-number-" + i);
            sent.add("the value of field " + i + ", of a usual length");
        }
        Headers headers = Headers.of(sent.toArray(String[]::new));
        head = new RequestHead("GET", "/v1/users/9007199254740993", "", headers, PathVariables.NONE);
        reply = new HttpReply(200, Headers.of("content-type", "application/json"), Unpooled.EMPTY_BUFFER, null, "OK");
    }

    /** Ends the module's instance. */
    @TearDown
    public void stop() {
        filters.forEach(HttpFilters::close);
    }

    /** The whole way of a request and its reply through the chain. */
    @Benchmark
    public @Nullable Object filter() {
        FilterChain chain = new FilterChain(filters, head, BodyMode.WHOLE, owner);
        chain.request(Rest.END);
        chain.reply(reply);
        chain.close();
        return owner.passed();
    }
}
