package dev.trestle.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.config.ClusterConfig;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.ClusterLoop;
import dev.trestle.upstream.ClusterStatus;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteTableTest {
    private final List<Route> routes = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void match_prefersLiteralSegments_whenVariableAlsoFits() {
        add("me", "GET", null, "/v1/users/me");
        add("user", "GET", null, "/v1/users/{id}");

        assertThat(id("GET", "/v1/users/me")).isEqualTo("me");
        assertThat(id("GET", "/v1/users/7")).isEqualTo("user");
    }

    @Test
    void match_backtracksToVariable_whenLiteralBranchEndsElsewhere() {
        add("literal", "GET", null, "/a/b/c");
        add("variable", "GET", null, "/a/{x}/d");

        assertThat(id("GET", "/a/b/d")).isEqualTo("variable");
    }

    @Test
    void match_takesRestOfPath_whenNothingElseFits() {
        add("one", "GET", null, "/files/{name}");
        add("rest", "GET", null, "/files/{path...}");

        Match.Found found = (Match.Found) match("GET", "", "/files/a/b%20c", "", Headers.empty());
        assertThat(found.route().id()).isEqualTo("rest");
        assertThat(found.variables().get("path")).isEqualTo("a/b c");
        assertThat(id("GET", "/files/x")).isEqualTo("one");
        assertThat(match("GET", "", "/files/", "", Headers.empty())).isInstanceOf(Match.NoRoute.class);
    }

    @Test
    void match_decodesVariables_whenTheyArePercentEncoded() {
        add("user", "GET", null, "/v1/users/{id}");

        Match.Found found = (Match.Found) match("GET", "", "/v1/users/a%2Fb%C3%A9", "", Headers.empty());
        assertThat(found.variables().get("id")).isEqualTo("a/bé");
        assertThat(match("GET", "", "/v1/users/%ff", "", Headers.empty())).isInstanceOf(Match.BadPath.class);
        assertThat(match("GET", "", "/v1/users/%2", "", Headers.empty())).isInstanceOf(Match.BadPath.class);
    }

    @Test
    void match_namesAllowedMethods_whenOnlyTheMethodDiffers() {
        add("get", "GET", null, "/v1/users/{id}");
        add("put", "PUT", null, "/v1/users/me");

        Match.WrongMethod wrong = (Match.WrongMethod) match("DELETE", "", "/v1/users/me", "", Headers.empty());
        assertThat(wrong.allow()).containsExactly("GET", "HEAD", "PUT");
        assertThat(id("PUT", "/v1/users/me")).isEqualTo("put");
        assertThat(id("GET", "/v1/users/me")).isEqualTo("get");
    }

    @Test
    void match_servesHeadByGet_whenNoRouteNamesHead() {
        add("get", "GET", null, "/x");

        assertThat(id("HEAD", "/x")).isEqualTo("get");
    }

    @Test
    void match_prefersExactHost_thenLongerSuffix_thenAny() {
        add("exact", null, "api.acme.com", "/x");
        add("long", null, "*.eu.acme.com", "/x");
        add("short", null, "*.acme.com", "/x");
        add("any", null, null, "/x");
        add("anyY", null, null, "/y");

        assertThat(idAt("api.acme.com:8080", "/x")).isEqualTo("exact");
        assertThat(idAt("a.eu.acme.com", "/x")).isEqualTo("long");
        assertThat(idAt("A.ACME.com.", "/x")).isEqualTo("short");
        assertThat(idAt("acme.com", "/x")).isEqualTo("any");
        assertThat(idAt("api.acme.com", "/y")).isEqualTo("anyY");
    }

    @Test
    void match_prefersMoreConditions_whenRequestMeetsThem() {
        add("plain", "GET", null, "/x");
        add("beta", new RoutePattern.Written("GET", null, "/x", Map.of("X-Beta", "yes"), Map.of()));
        add("query", new RoutePattern.Written("GET", null, "/x", Map.of(), Map.of("v", "2 b")));

        assertThat(id("GET", "/x")).isEqualTo("plain");
        assertThat(((Match.Found) match("GET", "", "/x", "", Headers.of("x-beta", "yes")))
                        .route()
                        .id())
                .isEqualTo("beta");
        assertThat(((Match.Found) match("GET", "", "/x", "a=1&v=2+b", Headers.empty()))
                        .route()
                        .id())
                .isEqualTo("query");
    }

    @Test
    void build_reportsBoth_whenTwoRoutesCannotBeToldApart() {
        add("a", "GET", null, "/v1/{x}");
        add("b", "GET", null, "/v1/{y}");
        RouteTable.build(routes, problems);

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().detail()).contains("cannot be told apart from route a");
    }

    @Test
    void build_accepts_whenConditionsExcludeEachOther() {
        add("a", new RoutePattern.Written("GET", null, "/x", Map.of("v", "1"), Map.of()));
        add("b", new RoutePattern.Written("GET", null, "/x", Map.of("v", "2"), Map.of()));
        RouteTable.build(routes, problems);

        assertThat(problems).isEmpty();
    }

    @Test
    void match_looksAtTheFirst_whenAConditionsNameIsRepeated() {
        add("one", new RoutePattern.Written("GET", null, "/x", Map.of("X-V", "1"), Map.of("v", "1")));
        add("two", new RoutePattern.Written("GET", null, "/x", Map.of("X-V", "2"), Map.of("v", "2")));

        assertThat(match("GET", "", "/x", "v=2&v=1", Headers.of("x-v", "2", "x-v", "1")))
                .isInstanceOfSatisfying(
                        Match.Found.class,
                        found -> assertThat(found.route().id()).isEqualTo("two"));
        assertThat(match("GET", "", "/x", "v=3&v=1", Headers.of("x-v", "1"))).isInstanceOf(Match.NoRoute.class);
    }

    private void add(String id, @Nullable String method, @Nullable String host, String path) {
        add(id, new RoutePattern.Written(method, host, path, Map.of(), Map.of()));
    }

    private void add(String id, RoutePattern.Written written) {
        ProblemCollector collector = new ProblemCollector(new SettingsNode.Mapping(Position.NONE, Map.of(), Map.of()));
        RoutePattern pattern = RoutePattern.compile(written, collector);
        assertThat(collector.list()).isEmpty();
        Route.Policy policy = new Route.Policy(Duration.ofSeconds(1), 1024, 0, false);
        routes.add(new Route(id, pattern, new Nowhere(), new Nothing(), List.of(), policy, new Position(id, 1, 1)));
    }

    private String id(String method, String path) {
        return ((Match.Found) match(method, "", path, "", Headers.empty()))
                .route()
                .id();
    }

    private String idAt(String host, String path) {
        return ((Match.Found) match("GET", host, path, "", Headers.empty()))
                .route()
                .id();
    }

    private Match match(String method, String host, String path, String query, Headers headers) {
        return RouteTable.build(routes, problems).match(new RouteRequest(method, host, path, query, headers));
    }

    /** A codec that is only carried around. */
    private record Nothing() implements BridgeCodec {
        @Override
        public BodyMode requestBody() {
            return BodyMode.WHOLE;
        }

        @Override
        public String call() {
            return "nothing";
        }

        @Override
        public Bridge newBridge(BridgeExchange exchange) {
            throw new UnsupportedOperationException();
        }
    }

    /** A cluster that is only carried around. */
    private record Nowhere() implements Cluster {
        @Override
        public String name() {
            return "nowhere";
        }

        @Override
        public ClusterConfig config() {
            throw new UnsupportedOperationException();
        }

        @Override
        public WireProtocol wire() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClusterLoop on(EventLoop loop) {
            throw new UnsupportedOperationException();
        }

        @Override
        public ClusterStatus status() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close(Duration drainTimeout) {
            throw new UnsupportedOperationException();
        }
    }
}
