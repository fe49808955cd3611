package dev.trestle.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.mapping.ReplySettings.ErrorSettings;
import dev.trestle.bridge.mapping.ReplySettings.Int64Style;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ErrorMappingTest {
    private static ByteBuf json(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static ErrorSettings exception(String name, int status, String code, String detail) {
        return new ErrorSettings(name, null, null, null, null, status, code, detail, Map.of(), null);
    }

    private static ErrorSettings header(String name, String equals, String not, int status) {
        return new ErrorSettings(null, null, name, equals, not, status, null, null, Map.of(), null);
    }

    private static ReplyMapping mapping(ErrorSettings... lines) {
        var problems = Compiling.problems();
        ReplyMapping mapping = ReplyMapping.compile(
                new ReplySettings(200, Map.of(), "result", List.of(), Map.of(), Int64Style.NUMBER, List.of(lines)),
                problems);
        assertThat(problems.list()).isEmpty();
        return mapping;
    }

    private static JsonNode problem(HttpReply reply) {
        JsonNode problem = JsonMapper.shared().readTree(reply.body().toString(StandardCharsets.UTF_8));
        reply.body().release();
        assertThat(reply.headers().get("content-type")).isEqualTo("application/problem+json");
        assertThat(problem.path("status").intValue()).isEqualTo(reply.status());
        assertThat(problem.path("type").stringValue())
                .isEqualTo("urn:trestle:problem:" + problem.path("code").stringValue());
        return problem;
    }

    private static final ReplyNames NAMES = new ReplyNames(
            Set.of("unknown_method", "timeout"),
            Map.of("status", value -> value.matches("\\d+") ? null : "expected: digits"),
            Map.of("shop.InvalidOperation", ReplyShape.of(Set.of("op", "why"))),
            ReplyShape.of(Set.of("id")));

    private static List<String> unknownNames(Map<String, String> headers, ErrorSettings... lines) {
        var problems = Compiling.problems();
        ReplyMapping.compile(
                        new ReplySettings(
                                200, headers, "result", List.of(), Map.of(), Int64Style.NUMBER, List.of(lines)),
                        problems)
                .check(NAMES, problems);
        return Compiling.shown(problems);
    }

    private static ErrorSettings line(String exception, String rpc, String detail, Map<String, String> extra) {
        return new ErrorSettings(exception, rpc, null, null, null, 404, null, detail, extra, null);
    }

    @Test
    void names_areRefusedWithANearMiss_whenTheCallDoesNotHaveThem() {
        assertThat(unknownNames(
                        new LinkedHashMap<>(Map.of("X-A", "{result.idd}/{header.stats}")),
                        header("statuss", "44", null, 404),
                        header("status", "forty", null, 404),
                        header("status", null, "0x2C", 404),
                        line(null, "unknown_methd", null, Map.of()),
                        line("InvalidOperatio", null, null, Map.of()),
                        line("InvalidOperation", null, "{whyy}", Map.of("a", "opp")),
                        line("*", null, "{exception.wy}", Map.of()),
                        line(null, "*", "{why}", Map.of())))
                .containsExactlyInAnyOrder(
                        "headers.X-A: idd (did you mean: id?)",
                        "headers.X-A: stats (did you mean: status?)",
                        "errors[0].header: statuss (did you mean: status?)",
                        "errors[1].equals: forty (expected: digits)",
                        "errors[2].not: 0x2C (expected: digits)",
                        "errors[3].rpc: unknown_methd (did you mean: unknown_method?)",
                        "errors[4].exception: InvalidOperatio (did you mean: InvalidOperation?)",
                        "errors[5].detail: whyy (did you mean: why?)",
                        "errors[5].extra.a: opp (did you mean: op?)",
                        "errors[6].detail: wy (did you mean: why?)",
                        "errors[7].detail: why (expected: one of message)");
    }

    @Test
    void names_areTaken_whenTheCallHasThem() {
        assertThat(unknownNames(
                        Map.of("X-A", "{result.id}/{header.status}"),
                        header("status", "44", null, 404),
                        line("shop.InvalidOperation", null, "{message}: {why}", Map.of("op", "exception.op")),
                        line("*", null, "{op}", Map.of()),
                        line(null, "UNKNOWN_METHOD", "{message}", Map.of()),
                        line(null, "*", null, Map.of())))
                .isEmpty();
    }

    @Test
    void logDetail_hasTheExceptionAndItsMessage_andTheReplyDoesNot() {
        HttpReply unmapped = mapping().thrown("com.acme.Boom", "row 7\n\tat com.acme.X.y(X.java:1)", json("{}"));
        assertThat(unmapped.logDetail()).isEqualTo("Boom: row 7...");
        assertThat(problem(unmapped).toString()).doesNotContain("row 7");
        HttpReply mapped = mapping(exception("Boom", 503, null, null)).thrown("com.acme.Boom", null, json("{}"));
        assertThat(mapped.logDetail()).isEqualTo("Boom");
        mapped.body().release();
        HttpReply failed = mapping().failed("timeout", Failure.TIMEOUT, "the provider reports a timeout");
        assertThat(failed.logDetail()).isEqualTo("the provider reports a timeout");
        failed.body().release();
    }

    /** What metrics and log tell a mapped error from an answer by. */
    @Test
    void mappedCode_isTheProblemsCode_andOnlyOfAMappedError() {
        HttpReply thrown = mapping(exception("NoSuchOrder", 404, null, null)).thrown("a.NoSuchOrder", null, json("{}"));
        assertThat(thrown.mappedCode()).isEqualTo("no_such_order");
        assertThat(thrown.failure()).isNull();
        assertThat(problem(thrown).toString()).contains("\"code\":\"no_such_order\"");
        HttpReply unmapped = mapping().thrown("a.NoSuchOrder", null, json("{}"));
        assertThat(unmapped.mappedCode()).isNull();
        unmapped.body().release();
        HttpReply byHeader =
                mapping(header("status", "44", null, 404)).result(json("{}"), json("{\"status\":44}"), "OK");
        assertThat(byHeader.mappedCode()).isEqualTo("status");
        byHeader.body().release();
        HttpReply fine = mapping(header("status", "44", null, 404)).result(json("{}"), json("{\"status\":0}"), "OK");
        assertThat(fine.mappedCode()).isNull();
        fine.body().release();
    }

    @Test
    void exception_isA502WithItsSimpleNameOnly_whenNoLineMatches() {
        HttpReply reply = mapping(exception("Other", 404, null, null))
                .thrown("com.acme.Shop$OutOfStockException", "password=hunter2", json("{\"secret\":1}"));
        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.failure()).isEqualTo(Failure.RPC_ERROR);
        JsonNode problem = problem(reply);
        assertThat(problem.propertyNames()).containsExactly("type", "title", "status", "detail", "code", "exception");
        assertThat(problem.path("code").stringValue()).isEqualTo("rpc_error");
        assertThat(problem.path("exception").stringValue()).isEqualTo("OutOfStockException");
        assertThat(problem.toString()).doesNotContain("hunter2", "secret", "com.acme");
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Shop$OutOfStockException, 409",
        "OutOfStockException, 409",
        "com.acme.OutOfStock, 410",
        "org.other.OutOfStock, 418",
        "OutOfStock, 418"
    })
    void firstMatchingLine_wins(String type, int status) {
        ReplyMapping mapping = mapping(
                exception("OutOfStockException", 409, null, null),
                exception("com.acme.OutOfStock", 410, null, null),
                exception("*", 418, null, null),
                exception("com.acme.OutOfStock", 411, null, null));
        HttpReply reply = mapping.thrown(type, null, Unpooled.EMPTY_BUFFER);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.failure()).isNull();
        assertThat(reply.rpcStatus()).isEqualTo("EXCEPTION");
        problem(reply);
    }

    @Test
    void mappedException_showsMessageFieldsAndCode() {
        ErrorSettings line = new ErrorSettings(
                "OutOfStockException",
                null,
                null,
                null,
                null,
                409,
                null,
                "{message} ({sku}, {item.left} left)",
                Map.of("sku", "sku"),
                Duration.ofMillis(1500));
        HttpReply reply = mapping(line)
                .thrown(
                        "com.acme.OutOfStockException",
                        "none\nleft",
                        json("{\"sku\":\"A\\\"1\",\"item\":{\"left\":9007199254740993}}"));
        assertThat(reply.headers().get("retry-after")).isEqualTo("1");
        JsonNode problem = problem(reply);
        assertThat(problem.path("code").stringValue()).isEqualTo("out_of_stock");
        assertThat(problem.path("title").stringValue()).isEqualTo("Out of stock");
        assertThat(problem.path("detail").stringValue()).isEqualTo("none\nleft (A\"1, 9007199254740993 left)");
        assertThat(problem.path("sku").stringValue()).isEqualTo("A\"1");
    }

    @Test
    void message_isShownFor4xxOnly_whereNoDetailIsSet() {
        ReplyMapping mapping = mapping(exception("A", 404, null, null), exception("B", 503, null, null));
        assertThat(problem(mapping.thrown("A", "gone", json("{}")))
                        .path("detail")
                        .stringValue())
                .isEqualTo("gone");
        assertThat(problem(mapping.thrown("A", null, json("{}"))).has("detail")).isFalse();
        assertThat(problem(mapping.thrown("B", "gone", json("{}"))).has("detail"))
                .isFalse();
    }

    @Test
    void message_isShown_whenTheDetailsFieldIsMissing() {
        ReplyMapping mapping = mapping(exception("A", 404, null, "no {sku}"));
        assertThat(problem(mapping.thrown("A", "gone", json("{}")))
                        .path("detail")
                        .stringValue())
                .isEqualTo("gone");
    }

    @Test
    void stackTraces_areCutOff() {
        ReplyMapping mapping = mapping(exception("*", 404, null, null));
        for (String end : List.of("\n", "\r\n")) {
            String message = "boom" + end + "\tat com.acme.A.b(A.java:1)" + end + "\tat com.acme.C.d(C.java:2)";
            assertThat(problem(mapping.thrown("A", message, json("{}")))
                            .path("detail")
                            .stringValue())
                    .isEqualTo("boom...");
        }
        assertThat(problem(mapping.thrown("A", "x".repeat(10_000), json("{}")))
                        .path("detail")
                        .stringValue())
                .hasSize(2_003);
    }

    @Test
    void malformedFields_countAsMissing() {
        ReplyMapping mapping = mapping(exception("A", 404, null, "no {sku}"));
        assertThat(problem(mapping.thrown("A", "gone", json("{\"sku\":")))
                        .path("code")
                        .stringValue())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.UserNotFoundException, user_not_found",
        "Exception, exception",
        "IOError, io",
        "RPCFailure, rpc_failure",
        "a.b.Odd<Name>\u00e9, odd_name_"
    })
    void code_isTheNameInSnakeCase(String type, String code) {
        assertThat(problem(mapping(exception("*", 404, null, null)).thrown(type, null, json("{}")))
                        .path("code")
                        .stringValue())
                .isEqualTo(code);
    }

    @Test
    void rpcStatus_isMappedOrFallsBack() {
        ErrorSettings line = new ErrorSettings(
                null, "unknown_method", null, null, null, 404, "no_such_call", "{message}!", Map.of(), null);
        HttpReply mapped = mapping(line).failed("unknown_method", Failure.RPC_ERROR, "no method x");
        assertThat(mapped.status()).isEqualTo(404);
        assertThat(mapped.rpcStatus()).isEqualTo("UNKNOWN_METHOD");
        JsonNode problem = problem(mapped);
        assertThat(problem.path("code").stringValue()).isEqualTo("no_such_call");
        assertThat(problem.path("detail").stringValue()).isEqualTo("no method x!");
        HttpReply fallback = mapping(line).failed("timeout", Failure.TIMEOUT, "too late");
        assertThat(fallback.status()).isEqualTo(504);
        assertThat(fallback.failure()).isEqualTo(Failure.TIMEOUT);
        JsonNode other = problem(fallback);
        assertThat(other.path("code").stringValue()).isEqualTo("timeout");
        assertThat(other.path("rpcStatus").stringValue()).isEqualTo("timeout");
        ErrorSettings any = new ErrorSettings(null, "*", null, null, null, 500, null, null, Map.of(), null);
        assertThat(problem(mapping(any).failed("Busy", Failure.RPC_ERROR, "x"))
                        .path("code")
                        .stringValue())
                .isEqualTo("busy");
    }

    @ParameterizedTest
    @CsvSource({"44, 404", "0, 200", "1, 502"})
    void frameHeader_picksTheLine(String status, int expected) {
        ReplyMapping mapping = mapping(header("status", "44", null, 404), header("status", null, "0", 502));
        ByteBuf result = PooledByteBufAllocator.DEFAULT.buffer();
        result.writeCharSequence("{\"a\":1}", StandardCharsets.UTF_8);
        HttpReply reply = mapping.result(result, json("{\"status\":" + status + "}"), "OK");
        assertThat(reply.status()).isEqualTo(expected);
        assertThat(result.refCnt()).isEqualTo(expected == 200 ? 1 : 0);
        reply.body().release();
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.buffer().writeByte(1);
        HttpReply second = mapping.bytes(bytes, "text/plain", json("{\"status\":\"" + status + "\"}"), "OK");
        assertThat(second.status()).isEqualTo(expected);
        assertThat(bytes.refCnt()).isEqualTo(expected == 200 ? 1 : 0);
        second.body().release();
    }

    @Test
    void headerProblem_showsFieldsOfHeaderAndResult() {
        ErrorSettings line = new ErrorSettings(
                null,
                null,
                "status",
                null,
                "0",
                422,
                null,
                "{status}: {result.why}",
                Map.of("rc", "status", "why", "result.why"),
                null);
        JsonNode problem = problem(mapping(line).result(json("{\"why\":\"closed\"}"), json("{\"status\":44}"), "OK"));
        assertThat(problem.path("detail").stringValue()).isEqualTo("44: closed");
        assertThat(problem.path("rc").intValue()).isEqualTo(44);
        assertThat(problem.path("why").stringValue()).isEqualTo("closed");
        assertThat(problem.path("code").stringValue()).isEqualTo("status");
        JsonNode noJson = problem(mapping(line).result(json("oops"), json("{\"status\":44}"), "OK"));
        assertThat(noJson.path("rc").intValue()).isEqualTo(44);
    }

    @Test
    void missingHeaderField_picksNoLine() {
        HttpReply reply = mapping(header("status", null, "0", 502)).result(json("1"), json("{\"other\":1}"), "OK");
        assertThat(reply.status()).isEqualTo(200);
        reply.body().release();
    }

    @Test
    void settings_areRefused_withTheirPaths() {
        var problems = Compiling.problems();
        ErrorSettings line = new ErrorSettings(
                "A", null, null, null, null, 404, "not a code", "{a[*]}", Map.of("status", "x", "y", "a..b"), null);
        ReplyMapping.compile(
                new ReplySettings(200, Map.of(), "result", List.of(), Map.of(), Int64Style.NUMBER, List.of(line)),
                problems);
        assertThat(Compiling.shown(problems))
                .containsExactlyInAnyOrder(
                        "errors[0].detail: a[*] (expected: a field of exception)",
                        "errors[0].extra.status: status (expected: none of the problem's own code, detail, instance, status,"
                                + " title, type)",
                        "errors[0].extra.y: a..b (expected: a field of exception)",
                        "errors[0].code: not a code (expected: letters, digits, _ . -)");
    }

    @Test
    void failure_isAProblem_withItsFieldsAndHeaders() {
        HttpReply reply = ProblemReply.of(
                Failure.POOL_EXHAUSTED,
                "a \"detail\"",
                List.of(new FieldError("body.a", "missing"), new FieldError("q", "x")),
                Headers.of("Retry-After", "1"));
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.failure()).isEqualTo(Failure.POOL_EXHAUSTED);
        assertThat(reply.headers().get("retry-after")).isEqualTo("1");
        JsonNode problem = problem(reply);
        assertThat(problem.path("detail").stringValue()).isEqualTo("a \"detail\"");
        assertThat(problem.path("errors").path(0).path("field").stringValue()).isEqualTo("body.a");
        assertThat(problem.path("errors").path(1).path("detail").stringValue()).isEqualTo("x");
        JsonNode bare = problem(ProblemReply.of(Failure.NO_ROUTE, "", List.of(), Headers.empty()));
        assertThat(bare.propertyNames()).containsExactly("type", "title", "status", "code");
    }
}
