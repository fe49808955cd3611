package dev.trestle.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.peer.launcher.Peer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code trestle init} of what real servers are made of, and then these servers, called by what it wrote. */
@Timeout(180)
class InitIT {
    private static final String EXACT = "9007199254740993";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void routesOfAJarAndAnIdl_callTheRealServers() throws Exception {
        Path examples = Launched.root().resolve("examples");
        try (Peer dubbo = Peer.start("dubbo-provider");
                Peer thrift = Peer.start(
                        "thrift-server",
                        "--service",
                        "everything",
                        "--protocol",
                        "compact",
                        "--transport",
                        "buffered")) {
            init(examples.resolve("demo-api/target/demo-api.jar"), dubbo, "dubbo.yaml");
            init(
                    examples.resolve("thrift-server/src/main/thrift/everything.thrift"),
                    thrift,
                    "thrift.yaml",
                    "--wire",
                    "protocol=compact",
                    "--wire",
                    "transport=buffered");
            assertThat(launch("check", directory.toString())).isZero();
            try (Launched gateway = Launched.start(
                            Map.of(), "run", "--routes", directory.toString(), "--port", "0", "--management-port", "0")
                    .await("serving ")) {
                assertDubbo(gateway);
                assertThrift(gateway);
            }
        }
    }

    private static void assertDubbo(Launched gateway) throws Exception {
        assertThat(gateway.get("/user-service/get-user/" + EXACT).body()).contains("\"id\":" + EXACT + "}");
        assertThat(gateway.get("/user-service/get-user/0").statusCode()).isEqualTo(404);
        assertThat(gateway.post("/sample-service/describe-long", "{\"value\":" + EXACT + "}")
                        .body())
                .isEqualTo("\"describe(long) " + EXACT + "\"");
        assertThat(gateway.post("/sample-service/describe-int-string", "{\"number\":1,\"text\":\"a\"}")
                        .body())
                .isEqualTo("\"describe(int,String) 1 a\"");
        assertThat(gateway.post("/sample-service/describe-list-string", "[\"a\"]")
                        .body())
                .isEqualTo("\"describe(List) [a]\"");
        String kinds = "\"big\":" + EXACT + ",\"decimal\":1.10,\"level\":\"GOLD\",\"longs\":[" + EXACT
                + "],\"items\":{\"a\":{\"sku\":\"s\",\"quantity\":2,\"price\":0.10}}";
        assertThat(gateway.post("/sample-service/kinds", "{" + kinds + "}").body())
                .contains("\"big\":" + EXACT, "\"decimal\":1.10", "\"level\":\"GOLD\"", "\"longs\":[" + EXACT + "]")
                .contains("\"price\":0.10");
        assertThat(gateway.post(
                                "/order-service/create",
                                "{\"buyerId\":" + EXACT + ",\"items\":[{\"sku\":\"A\",\"quantity\":2,\"price\":1.10}]}")
                        .body())
                .contains("\"buyerId\":" + EXACT, "\"total\":2.20");
    }

    private static void assertThrift(Launched gateway) throws Exception {
        assertThat(gateway.get("/everything-service/find-user/" + EXACT).body()).isEqualTo(EXACT);
        assertThat(gateway.get("/everything-service/find-user/0").statusCode()).isEqualTo(404);
        assertThat(gateway.post("/everything-service/echo-union", "{\"number\":" + EXACT + "}")
                        .body())
                .isEqualTo("{\"number\":" + EXACT + "}");
        assertThat(gateway.post("/everything-service/post", "{\"text\":\"hello\"}")
                        .statusCode())
                .isEqualTo(202);
        assertThat(gateway.post(
                                "/everything-service/join",
                                "{\"a\":1,\"b\":2,\"c\":3,\"d\":\"4\",\"e\":true,\"f\":6.5,\"g\":" + EXACT
                                        + ",\"h\":[8]}")
                        .body())
                .contains(EXACT);
    }

    private void init(Path from, Peer peer, String file, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("init", "--from", from.toString()));
        arguments.addAll(List.of("--endpoint", "127.0.0.1:" + peer.port()));
        arguments.addAll(List.of("--output", directory.resolve(file).toString()));
        arguments.addAll(List.of(more));
        assertThat(launch(arguments.toArray(String[]::new))).isZero();
    }

    private static int launch(String... arguments) throws Exception {
        try (Launched command = Launched.start(Map.of(), arguments)) {
            command.output();
            return command.exit();
        }
    }
}
