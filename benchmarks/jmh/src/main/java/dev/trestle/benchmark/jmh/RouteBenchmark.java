package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.route.Match;
import dev.trestle.route.Route;
import dev.trestle.route.RoutePattern;
import dev.trestle.route.RouteRequest;
import dev.trestle.route.RouteTable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Matching one request among 10 and among 10 000 routes: to cost less than 1.5 times as much. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RouteBenchmark {
    @Param({"10", "10000"})
    int count;

    private RouteRequest[] requests = {};
    private int next;

    @SuppressWarnings("NullAway.Init")
    private RouteTable table;

    /** Shapes a real API has: some resources, literals and variables at each depth. */
    @Setup
    public void build() throws IOException {
        DemoCodec codec = DemoCodec.of("routes/demo.yaml", "order.create");
        Route.Policy policy = new Route.Policy(Duration.ofSeconds(1), 1 << 20, 0, false);
        ProblemCollector problems =
                new ProblemCollector(new SettingsNode.Scalar(Position.NONE, "", SettingsNode.ScalarKind.STRING, false));
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            RoutePattern.Written written = new RoutePattern.Written(
                    "GET", null, "/v1/group" + i / 10 + "/{id}/part" + i % 10, Map.of(), Map.of());
            RoutePattern pattern = RoutePattern.compile(written, problems);
            routes.add(new Route(
                    "route" + i,
                    pattern,
                    new IdleCluster(codec.wire()),
                    codec.codec(),
                    List.of(),
                    policy,
                    Position.NONE));
        }
        List<Problem> twins = new ArrayList<>();
        table = RouteTable.build(routes, twins);
        if (!twins.isEmpty() || problems.any()) {
            throw new IllegalStateException(twins + " " + problems.list());
        }
        requests = new RouteRequest[Math.min(count, 64)];
        for (int i = 0; i < requests.length; i++) {
            int route = i * (count / requests.length);
            String path = "/v1/group" + route / 10 + "/9007199254740993/part" + route % 10;
            requests[i] = new RouteRequest("GET", "127.0.0.1:8080", path, "", Headers.empty());
        }
    }

    /** Different routes in turn, so that the index is not just one hot path. */
    @Benchmark
    public Match match() {
        next = (next + 1) % requests.length;
        return table.match(requests[next]);
    }
}
