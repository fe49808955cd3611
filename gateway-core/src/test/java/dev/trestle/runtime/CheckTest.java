package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.source.YamlSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A check names every problem at once, each where it is and with what was probably meant. */
class CheckTest {
    private final ProbeFilterFactory filters = new ProbeFilterFactory();

    private static final String CLUSTER =
            "clusters:\n  up: { endpoints: [\"127.0.0.1:1\"], wire: { probe: {} } }\nroutes:\n";
    private static final String GOOD = "  - { match: { path: /good }, cluster: up, probe: {} }\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            timeoutt: 5s, probe: {} | routes[1].timeoutt: unknown key (did you mean: timeout?)
            prob: {}                | routes[1].prob: unknown key (did you mean: probe?)
            probe: {}, block: {}    | routes[1]: block, probe (expected: exactly one call)
            reply: {}               | routes[1]: no call (expected: one of block, probe)
            """)
    void routeKey_isNamedWithItsNearMiss_amongKeysAndCodecs(String keys, String problem) {
        assertThat(check(CLUSTER + GOOD + "  - { match: { path: /x }, cluster: up, " + keys + " }\n"))
                .singleElement()
                .asString()
                .startsWith("test.yaml:5:")
                .endsWith(": " + problem);
    }

    @Test
    void unknownRouteKey_isNamedBesideTheKeyThatIsMissing() {
        assertThat(paths(CLUSTER + GOOD + "  - { match: { path: /x }, clustr: up, probe: {} }\n"))
                .satisfiesExactlyInAnyOrder(
                        missing -> assertThat(missing).startsWith("routes[1].cluster: missing"),
                        unknown -> assertThat(unknown)
                                .isEqualTo("routes[1].clustr: unknown key (did you mean: cluster?)"));
    }

    @Test
    void wire_isNamedWithItsNearMiss_whenThereIsNoSuchCodec() {
        assertThat(paths(CLUSTER.replace("probe", "prob") + GOOD))
                .containsExactly("clusters.up.wire.prob: unknown codec (did you mean: probe?)");
    }

    @Test
    void check_goesOn_whereverNothingDependsOnWhatIsWrong() {
        assertThat(paths("""
                        listeners: [{ htp: 1 }, { http: 8080 }, { http: 8080, host: 127.0.0.1 }]
                        route: []
                        clusters:
                          up: { endpoints: ["127.0.0.1:1"], pool: { minBackof: 1s }, wire: { probe: { exchangs: 1 } } }
                          spare: { endpoints: ["127.0.0.1"], wire: { probe: {} } }
                        routes:
                          - { match: { methd: GET, path: /a }, cluster: spare, probe: { att: none } }
                          - { match: { path: /b }, cluster: upp, probe: {} }
                          - { match: { path: "c" }, cluster: spare, block: {} }
                          - { match: { path: /d }, cluster: spare, reply: { headers: { "a b": x } }, probe: { deed: NO } }
                          - { match: { path: /e }, cluster: spare, reply: { statu: 1 }, probe: { at: nowhere } }
                          - { match: { path: /f, headers: { "x y": "1" } }, cluster: spare, timeout: 5, reply: { status: 99, headers: { "c d": x } }, probe: {} }
                        """))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "listeners[0].htp",
                        "listeners[2].http",
                        "route",
                        "clusters.up.pool.minBackof",
                        "clusters.up.wire.probe.exchangs",
                        "clusters.spare.endpoints[0].address",
                        "routes[0].match.methd",
                        "routes[0].probe.att",
                        "routes[1].cluster",
                        "routes[2].match.path",
                        "routes[2].block",
                        "routes[3].reply.headers[\"a b\"]",
                        "routes[3].probe.deed",
                        "routes[4].reply.statu",
                        "routes[4].probe.at",
                        "routes[5].match.headers[\"x y\"]",
                        "routes[5].timeout",
                        "routes[5].reply.status",
                        "routes[5].reply.headers[\"c d\"]");
    }

    @Test
    void unusedCluster_mayBeWhatFiltersAsk() {
        String asked =
                "clusters: { up: { endpoints: [\"a:1\"], wire: { probe: {} } }, auth: { endpoints: [\"a:1\"], wire: { http: {} } } }\n";
        String route = "routes: [{ match: { path: / }, cluster: up, probe: {} FILTERS }]\n";
        String unused = "clusters.auth: nothing uses it (expected: a route or a tcp listener, or no such cluster)";
        assertThat(paths(asked + route.replace("FILTERS", ""))).contains(unused);
        assertThat(paths(asked + route.replace("FILTERS", ", filters: [{ none: {} }]")))
                .doesNotContain(unused);
    }

    @Test
    void unusedCluster_hidesNothing() {
        assertThat(paths(CLUSTER.replace("routes", "  spare: { endpoints: [\"a:1\"], wire: { block: {} } }\nroutes")
                        + GOOD.replace("probe", "block")))
                .containsExactly(
                        "clusters.spare: nothing uses it (expected: a route or a tcp listener, or no such cluster)",
                        "routes[0].block: cluster up speaks probe (expected: the same protocol)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tcp: 81, http: 82, cluster: web     | tcp: beside http (expected: exactly one of http and tcp)
            host: 127.0.0.1                     | http: missing (expected: exactly one of http and tcp)
            tcp: 81                             | cluster: missing (expected: the name of a cluster)
            tcp: 81, cluster: wep               | cluster: wep: no such cluster (did you mean: web?)
            http: 81, cluster: web              | cluster: beside http (expected: only beside tcp; routes name their clusters)
            tcp: 80, cluster: web               | tcp: 80 (expected: a port of its own; listeners[0] has it)
            tcp: 81, cluster: web, maxHeaderBytes: 1KiB | maxHeaderBytes: beside tcp (expected: only beside http)
            http: 81, maxConnections: 5         | maxConnections: beside http (expected: only beside tcp)
            tcp: 81, cluster: web, filters: [{prob: {}}] | filters[0].prob: unknown filter (did you mean: probe?)
            """)
    void listener_isARequestsOrAConnections_withWhatBelongsToIt(String keys, String problem) {
        assertThat(paths("listeners: [{ http: 80 }, { tcp: 90, cluster: web }, { " + keys
                        + " }]\nclusters: { web: { endpoints: [\"a:1\"] } }\n"))
                .containsExactly("listeners[2]." + problem);
    }

    @Test
    void clusterWithoutWire_isForTcpListenersOnly() {
        assertThat(paths("""
                        listeners: [{ tcp: 90, cluster: web }]
                        clusters: { web: { endpoints: ["a:1"] } }
                        routes: [{ match: { path: /x }, cluster: web, probe: {} }]
                        """))
                .containsExactly(
                        "routes[0].cluster: web has no wire (expected: one; without it only tcp listeners can use a cluster)");
    }

    @Test
    void listeners_mayShareAPort_onAddressesOfTheirOwn() {
        assertThat(
                        check(
                                "listeners: [{ http: 81, host: 127.0.0.1 }, { http: 81, host: 127.0.0.2 }, { http: 0 }, {http: 0}]"))
                .isEmpty();
    }

    @Test
    void filters_areCheckedWhereverTheyStand() {
        assertThat(paths("listeners: [{ http: 0, filters: [{ prob: {} }] }]\n" + CLUSTER + GOOD
                        + "  - { match: { path: /f }, cluster: up, probe: {},"
                        + " filters: [{ probe: { nam: x } }, {}, { probe: {}, other: {} }] }\n"))
                .containsExactlyInAnyOrder(
                        "listeners[0].filters[0].prob: unknown filter (did you mean: probe?)",
                        "routes[1].filters[0].probe.nam: unknown key (did you mean: name?)",
                        "routes[1].filters[1]: none (expected: exactly one filter)",
                        "routes[1].filters[2]: probe, other (expected: exactly one filter)",
                        "routes[1].filters[2].other: unknown filter (expected: one of probe)");
    }

    @Test
    void check_closesTheFiltersItHasMade() {
        String route = "  - { match: { path: /f }, cluster: up, probe: {}, filters: [{ probe: {} }] }\n";
        assertThat(check(CLUSTER + GOOD + route)).isEmpty();
        assertThat(filters.made).hasValue(1);
        assertThat(filters.open).hasValue(0);
    }

    private List<String> check(String yaml) {
        Factories factories =
                new Factories(List.of(new ProbeCodecFactory(), new BlockCodecFactory()), List.of(filters));
        return Gateway.check(new YamlSource(Map.of()).parse("test.yaml", yaml, Path.of(".")), factories).stream()
                .map(Problem::toString)
                .toList();
    }

    /** Without the positions. */
    private List<String> paths(String yaml) {
        return check(yaml).stream()
                .map(problem -> problem.replaceFirst("test.yaml:\\d+:\\d+: ", ""))
                .toList();
    }
}
