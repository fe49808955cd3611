package dev.trestle.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./trestle demo} as a newcomer meets it: every route it lists, with good input and bad. */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
class DemoIT {
    private static final String EXACT = "9007199254740993";

    private final Launched demo;

    DemoIT() throws IOException {
        demo = Launched.demo();
    }

    /** Nothing it started outlives it. */
    @AfterAll
    void stop() {
        List<ProcessHandle> servers = demo.process().descendants().toList();
        demo.close();
        assertThat(demo.exit()).isZero();
        assertThat(servers).hasSize(3).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void user_comesBackExactly() throws Exception {
        HttpResponse<String> reply = demo.get("/v1/users/" + EXACT);
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body())
                .contains("\"id\":" + EXACT, "\"name\":\"", "\"email\":\"", "\"address\":{", "\"level\":\"")
                .containsPattern("\"balance\":\\d+\\.\\d+")
                .containsPattern("\"created\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d")
                .doesNotContain("\"class\"");
    }

    @Test
    void user_isAProblem_whenTheProviderThrows() throws Exception {
        assertProblem(demo.get("/v1/users/0"), 404, "user_not_found");
    }

    @Test
    void user_isRefusedBeforeAnyCall_whenTheIdIsNoNumber() throws Exception {
        HttpResponse<String> reply = demo.get("/v1/users/seven");
        assertProblem(reply, 400, "invalid_argument");
        assertThat(reply.body()).contains("path.id");
    }

    @Test
    void order_isCreated_withItsPlace() throws Exception {
        HttpResponse<String> reply = demo.post("/v1/orders", order("A"), "X-User-Id", EXACT);
        assertThat(reply.statusCode()).isEqualTo(201);
        assertThat(reply.body()).contains("\"buyerId\":" + EXACT, "\"channel\":\"web\"", "\"total\":2.20");
        assertThat(reply.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).matches("/v1/orders/\\d+"));
    }

    @Test
    void order_isRefused_namingTheField_whenTheBuyerIsMissing() throws Exception {
        HttpResponse<String> reply = demo.post("/v1/orders", order("A"));
        assertProblem(reply, 400, "invalid_argument");
        assertThat(reply.body()).contains("header.X-User-Id");
    }

    @Test
    void order_isAConflict_withTheFieldOfTheException_whenThereIsNoStock() throws Exception {
        HttpResponse<String> reply = demo.post("/v1/orders", order("NONE"), "X-User-Id", "7");
        assertProblem(reply, 409, "out_of_stock");
        assertThat(reply.body()).contains("\"sku\":\"NONE\"");
    }

    @Test
    void search_takesDefaultsAndRepeatedKeys() throws Exception {
        assertThat(demo.get("/v1/orders?status=PAID&page=2&tag=a&tag=b").body())
                .startsWith("[{")
                .contains("\"tags\":[\"a\",\"b\"]", "\"status\":\"PAID\"", "\"items\":[{");
        assertThat(demo.get("/v1/orders").body()).startsWith("[{").contains("\"status\":\"NEW\"");
        assertProblem(demo.get("/v1/orders?status=LOST"), 400, "invalid_argument");
    }

    @Test
    void calculator_addsDividesAndPings() throws Exception {
        assertThat(demo.post("/v1/calc/add", "{\"a\":1,\"b\":2}").body()).isEqualTo("3");
        assertThat(demo.post("/v1/calc/work", work(EXACT, "1")).body()).isEqualTo(EXACT);
        HttpResponse<String> ping = demo.post("/v1/calc/ping", "");
        assertThat(ping.statusCode()).isEqualTo(202);
        assertThat(ping.body()).isEmpty();
    }

    @Test
    void calculator_mapsTheDeclaredException_whenDividingByZero() throws Exception {
        HttpResponse<String> reply = demo.post("/v1/calc/work", work(EXACT, "0"));
        assertProblem(reply, 422, "invalid_operation");
        assertThat(reply.body()).contains("\"op\":\"DIVIDE\"");
    }

    @Test
    void calculator_refuses_whatIsNoJsonOrOutOfRange() throws Exception {
        assertProblem(demo.post("/v1/calc/add", "{\"a\":1,"), 400, "malformed_json");
        assertProblem(demo.post("/v1/calc/add", "{\"a\":2147483648,\"b\":2}"), 400, "invalid_argument");
    }

    /** Clients forget the body, and some send the type of none. Routes that read no body answer. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            /v1/orders,      400, body.items
            /v1/calc/add,    400, body.a
            /v1/calc/work,   400, body
            /v1/calc/ping,   202, -
            /v1/legacy/echo, 200, -
            """)
    void emptyBody_isA400ThatNamesTheField_whereTheRouteReadsOne(String path, int status, @Nullable String field)
            throws Exception {
        for (HttpResponse<String> reply : List.of(
                demo.post(path, "", "X-User-Id", "7"),
                demo.send(demo.request(path)
                        .POST(BodyPublishers.noBody())
                        .header("X-User-Id", "7")
                        .build()))) {
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
            if (field != null) {
                assertProblem(reply, 400, "invalid_argument");
                assertThat(reply.body()).contains("\"field\":\"" + field + "\"");
            }
        }
    }

    @Test
    void balance_comesOverTheSharedConnection_orIsNotFound() throws Exception {
        HttpResponse<String> reply = demo.get("/v1/accounts/DE02/balance");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"iban\":\"DE02\"", "\"balance\":");
        assertProblem(demo.get("/v1/accounts/XX00/balance"), 404, "unknown_account");
    }

    @Test
    void echo_isAllUntilTheServerCloses() throws Exception {
        assertThat(demo.post("/v1/legacy/echo", "hello").body()).isEqualTo("echo:hello");
    }

    @Test
    void whatNoRouteTakes_isAProblem() throws Exception {
        assertProblem(demo.get("/v1/nothing"), 404, "no_route");
        HttpResponse<String> wrongMethod = demo.get("/v1/calc/add");
        assertProblem(wrongMethod, 405, "method_not_allowed");
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void managementPort_showsWhatRuns() throws Exception {
        demo.get("/v1/users/7");
        assertThat(demo.manage("/actuator/health/readiness").body()).contains("UP");
        assertThat(demo.manage("/admin/clusters").body()).contains("shop", "calculator", "ledger", "legacy");
        assertThat(demo.manage("/admin/routes").body()).contains("getUser(long)", "demo.yaml:");
        assertThat(demo.manage("/actuator/prometheus").body())
                .contains("failure=\"none\",route=\"user.get\",status=\"2xx\"", "trestle_connections{cluster=\"shop\"");
    }

    private static String order(String sku) {
        return "{\"items\":[{\"sku\":\"" + sku + "\",\"quantity\":2,\"price\":\"1.10\"}]}";
    }

    private static String work(String dividend, String divisor) {
        return "{\"op\":\"DIVIDE\",\"num1\":" + dividend + ",\"num2\":" + divisor + "}";
    }

    private static void assertProblem(HttpResponse<String> reply, int status, String code) {
        assertThat(reply.statusCode()).isEqualTo(status);
        assertThat(reply.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(reply.body()).contains("\"status\":" + status, "\"code\":\"" + code + "\"");
    }
}
