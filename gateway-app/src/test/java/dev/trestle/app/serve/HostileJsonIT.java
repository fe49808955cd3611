package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.runtime.GatewayOptions;
import dev.trestle.source.YamlSource;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that wants to hurt the gateway or the service behind it: refused before a single byte goes upstream. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileJsonIT {
    private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);

    @TempDir
    static Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    /** Accepts nobody; who has connected stands in its backlog. */
    private ServerSocket upstream;

    private Gateway gateway;

    @BeforeAll
    void start() throws Exception {
        Files.writeString(
                directory.resolve("calc.thrift"),
                "struct Work { 1: required i32 n, 2: optional double d, 3: optional list<i64> ids }\n"
                        + "service Calc { i32 work(1: Work work) }\n");
        upstream = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        upstream.setSoTimeout(1);
        gateway = gateway(upstream);
    }

    private static Gateway gateway(ServerSocket upstream) {
        String yaml = """
                clusters:
                  shop:
                    endpoints: ["UPSTREAM"]
                    wire:
                      dubbo: { types: { a.Order: { id: long, count: int, price: double, extra: "map<String, Object>" } } }
                  calc: { endpoints: ["UPSTREAM"], wire: { thrift: { transport: framed, protocol: binary } } }
                routes:
                  - id: dubbo
                    match: { method: POST, path: /dubbo }
                    cluster: shop
                    dubbo: { service: a.Orders, method: create, args: [{ type: a.Order, from: body }] }
                  - id: map
                    match: { method: POST, path: /map }
                    cluster: shop
                    dubbo: { service: a.Orders, method: put, args: [{ type: "map<String, Object>", from: body }] }
                  - id: thrift
                    match: { method: POST, path: /thrift }
                    cluster: calc
                    thrift: { idl: calc.thrift, service: Calc, method: work, bind: { work: body } }
                """.replace("UPSTREAM", "127.0.0.1:" + upstream.getLocalPort());
        return Gateway.start(
                new YamlSource(Map.of()).parse("test.yaml", yaml, directory),
                Factories.discovered(),
                new GatewayOptions(0, 1, Duration.ofSeconds(1)),
                new ExchangeListener() {
                    @Override
                    public void onStart(@Nullable String route) {}

                    @Override
                    public void onEnd(ExchangeSummary summary) {}
                });
    }

    @AfterAll
    void stop() throws Exception {
        gateway.stop().join();
        upstream.close();
    }

    /** So that the silence of the others means something. */
    @Test
    void request_reachesTheService_whenItIsGood() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            service.setSoTimeout(10_000);
            Gateway other = gateway(service);
            var reply = client.sendAsync(request(other, "/dubbo", "{\"id\":1}"), BodyHandlers.ofString());
            try (Socket connection = service.accept()) {
                assertThat(connection.getInputStream().readNBytes(2)).containsExactly(0xda, 0xbb);
            }
            assertThat(reply.join().statusCode()).isEqualTo(502);
            other.stop().join();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dubbo", "/map", "/thrift"})
    void request_isRefused_whenItsJsonIs10000Deep(String path) throws Exception {
        assertRefused(path, DEEP, "malformed_json");
        assertRefused(path, "{\"extra\":{\"a\":" + DEEP + "},\"ids\":" + DEEP + "}", "malformed_json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":NaN}",
                "{\"id\":Infinity}",
                "{\"id\":-}",
                "{\"id\":01}",
                "{\"id\":1",
                "{\"id\":1}}",
                "{'id':1}",
                "{\"id\":1,\"id\":2}",
                "{\"id\":1,}",
                "\u0000",
                "{\"id\":\"\\ud800",
            })
    void request_isRefusedWithItsPlace_whenItIsNotJson(String json) throws Exception {
        assertThat(assertRefused("/dubbo", json, "malformed_json"))
                .contains("line 1")
                .contains("column");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":9223372036854775808}",
                "{\"id\":1.5}",
                "{\"id\":1e400}",
                "{\"id\":\"abc\"}",
                "{\"id\":{}}",
                "{\"count\":2147483648}",
                "{\"count\":-2147483649}",
                "{\"count\":true}",
                "{\"price\":1e400}",
                "{\"price\":[]}",
            })
    void request_isRefusedNamingTheField_whenANumberIsBeyondItsType(String json) throws Exception {
        String field = json.substring(2, json.indexOf('"', 2));
        assertThat(assertRefused("/dubbo", json, "invalid_argument")).contains("\"field\":", field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n\":2147483648}",
                "{\"n\":1.5}",
                "{\"n\":\"one\"}",
                "{\"n\":1,\"d\":1e400}",
                "{\"n\":1,\"ids\":[9223372036854775808]}",
                "{\"d\":1.0}",
            })
    void request_isRefusedNamingTheField_whenAThriftValueIsBeyondItsType(String json) throws Exception {
        assertThat(assertRefused("/thrift", json, "invalid_argument")).contains("\"field\":");
    }

    /** What a provider would load and build is never the client's choice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"class\":\"com.evil.Gadget\"}",
                "{\"extra\":{\"class\":\"com.evil.Gadget\"}}",
                "{\"extra\":{\"list\":[{\"class\":\"com.evil.Gadget\"}]}}",
                "{\"extra\":{\"\\u0063lass\":\"com.evil.Gadget\"}}",
            })
    void request_isRefused_whenItNamesAClass(String json) throws Exception {
        for (String path : new String[] {"/dubbo", "/map"}) {
            HttpResponse<String> response = post(path, json);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("class");
        }
        assertThatThrownBy(upstream::accept).isInstanceOf(SocketTimeoutException.class);
    }

    private String assertRefused(String path, String json, String code) throws Exception {
        HttpResponse<String> response = post(path, json);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(response.body()).contains("\"code\":\"" + code + "\"");
        assertThatThrownBy(upstream::accept).isInstanceOf(SocketTimeoutException.class);
        return response.body();
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return client.send(request(gateway, path, json), BodyHandlers.ofString());
    }

    private static HttpRequest request(Gateway gateway, String path, String json) {
        int port = gateway.addresses().getFirst().getPort();
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }
}
