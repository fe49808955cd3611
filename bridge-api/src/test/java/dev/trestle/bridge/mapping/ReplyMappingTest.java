package dev.trestle.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.mapping.ReplySettings.Int64Style;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyMappingTest {
    private final List<ByteBuf> given = new ArrayList<>();

    private ByteBuf buffer(String text) {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.buffer();
        buffer.writeCharSequence(text, StandardCharsets.UTF_8);
        given.add(buffer);
        return buffer;
    }

    private static ByteBuf lent(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    /** Every buffer that was given away is gone once its reply's body is. */
    @AfterEach
    void nothingLeaks() {
        assertThat(given).allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
    }

    private static ReplyMapping compiled(ReplySettings settings) {
        var problems = Compiling.problems();
        ReplyMapping mapping = ReplyMapping.compile(settings, problems);
        assertThat(problems.list()).isEmpty();
        return mapping;
    }

    private static ReplySettings shape(String body, List<String> drop, Map<String, String> rename) {
        return new ReplySettings(200, Map.of(), body, drop, rename, Int64Style.NUMBER, List.of());
    }

    private static ReplySettings headers(String... namesAndValues) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new ReplySettings(201, headers, "result", List.of(), Map.of(), Int64Style.NUMBER, List.of());
    }

    private static String body(HttpReply reply) {
        String text = reply.body().toString(StandardCharsets.UTF_8);
        reply.body().release();
        return text;
    }

    private String shaped(ReplySettings settings, String result) {
        HttpReply reply = compiled(settings).result(buffer(result), "OK");
        assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
        return body(reply);
    }

    @Test
    void result_isPassedOnUntouched_whenNothingIsAskedOfIt() {
        ByteBuf result = buffer("not even JSON \u0000");
        HttpReply reply = compiled(ReplySettings.defaults()).result(result, "OK");
        assertThat(reply.body()).isSameAs(result);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.failure()).isNull();
        assertThat(reply.rpcStatus()).isEqualTo("OK");
        assertThat(reply.headers().get("content-type")).isEqualTo("application/json");
        reply.body().release();
        HttpReply second = compiled(headers("X-Fixed", "a b")).result(buffer("{not parsed"), "OK");
        assertThat(second.headers().get("x-fixed")).isEqualTo("a b");
        assertThat(body(second)).isEqualTo("{not parsed");
    }

    @Test
    void nullResult_isJsonNull_andNoResultIsNoBody() {
        assertThat(shaped(ReplySettings.defaults(), "null")).isEqualTo("null");
        HttpReply none = compiled(shape("none", List.of(), Map.of())).result(buffer("{\"a\":1}"), "OK");
        assertThat(none.body().isReadable()).isFalse();
        assertThat(none.headers().get("content-type")).isNull();
        HttpReply empty = compiled(ReplySettings.defaults()).result(buffer(""), "OK");
        assertThat(empty.body().isReadable()).isFalse();
        assertThat(empty.status()).isEqualTo(200);
        ReplySettings noContent =
                new ReplySettings(204, Map.of(), "result", List.of(), Map.of(), Int64Style.NUMBER, List.of());
        assertThat(compiled(noContent).result(buffer("null"), "OK").body().isReadable())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            result             | {"data": [ {"id": 9007199254740993} ]}
            result.data        | [ {"id": 9007199254740993} ]
            result.data[0]     | {"id": 9007199254740993}
            result.data[0].id  | 9007199254740993
            result.data[1]     | null
            result.none.deeper | null
            result["data"]     | [ {"id": 9007199254740993} ]
            """)
    void body_isThePickedPart_asWritten(String pick, String expected) {
        assertThat(shaped(shape(pick, List.of(), Map.of()), "{\"data\": [ {\"id\": 9007199254740993} ]}"))
                .isEqualTo(expected);
    }

    @Test
    void fields_areDropped_byNameAnywhereOrByPathFromTheBody() {
        String result = "{\"id\":1,\"note\":\"x\",\"items\":[{\"sku\":\"A\",\"cost\":1.10,\"note\":0},{\"cost\":2}],"
                + "\"cost\":3,\"deep\":{\"items\":{\"cost\":4}},\"\\u006eote\":5}";
        assertThat(shaped(
                        shape("result", List.of("note", "items[*].cost"), Map.of()),
                        result.replace(",\"\\u006eote\":5", "")))
                .isEqualTo("{\"id\":1,\"items\":[{\"sku\":\"A\"},{}],\"cost\":3,\"deep\":{\"items\":{\"cost\":4}}}");
        assertThat(shaped(shape("result", List.of("note"), Map.of()), "{\"\\u006eote\":5,\"a\":\"\\u0041\"}"))
                .isEqualTo("{\"a\":\"\\u0041\"}");
        assertThat(shaped(shape("result.list", List.of("[*].a"), Map.of()), "{\"list\":[{\"a\":1,\"b\":{\"a\":2}}]}"))
                .isEqualTo("[{\"b\":{\"a\":2}}]");
        assertThat(shaped(shape("result", List.of("m[*][*].a"), Map.of()), "{\"m\":[[{\"a\":1,\"b\":2}]]}"))
                .isEqualTo("{\"m\":[[{\"b\":2}]]}");
    }

    @Test
    void fields_areRenamed_andStillLookedInto() {
        Map<String, String> rename = new LinkedHashMap<>();
        rename.put("old", "new\"");
        rename.put("items[*].id", "sku");
        assertThat(shaped(
                        shape("result", List.of("secret"), rename),
                        "{\"old\":{\"old\":1,\"secret\":2},\"id\":3,\"items\":[{\"id\":4,\"big\":9007199254740993}]}"))
                .isEqualTo("{\"new\\\"\":{\"new\\\"\":1},\"id\":3,\"items\":[{\"sku\":4,\"big\":9007199254740993}]}");
    }

    @Test
    void malformedResult_isADecodeFailure_whenItHasToBeRead() {
        for (ReplySettings settings : List.of(shape("result.a", List.of(), Map.of()), headers("X-Id", "{result.id}"))) {
            ReplyMapping mapping = compiled(settings);
            assertThatThrownBy(() -> mapping.result(buffer("{\"a\":"), "OK"))
                    .isInstanceOfSatisfying(
                            FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.DECODE_FAILED));
        }
    }

    @Test
    void headers_areFilledFromResultAndFrame() {
        ReplyMapping mapping = compiled(headers(
                "X-Id",
                "id={result.id};rc={header.rc}",
                "X-None",
                "{result.none}",
                "X-Null",
                "{result.n}",
                "X-Obj",
                "{result.o}",
                "X-Fixed",
                "f"));
        HttpReply reply =
                mapping.result(buffer("{\"id\":9007199254740993,\"n\":null,\"o\":{}}"), lent("{\"rc\":7}"), "OK");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers().get("x-id")).isEqualTo("id=9007199254740993;rc=7");
        assertThat(reply.headers().get("x-fixed")).isEqualTo("f");
        for (String left : List.of("x-none", "x-null", "x-obj")) {
            assertThat(reply.headers().get(left)).isNull();
        }
        assertThat(body(reply)).isEqualTo("{\"id\":9007199254740993,\"n\":null,\"o\":{}}");
    }

    @Test
    void headers_cannotBeInjected() {
        ReplyMapping mapping = compiled(headers("X-Name", "<{result.name}>", "Location", "/v1/o/{result.name}"));
        HttpReply reply =
                mapping.result(buffer("{\"name\":\"a\\r\\nSet-Cookie: x=1\\u0000\\u0085\\u2028é/../?#\"}"), "OK");
        assertThat(reply.headers().get("x-name")).isEqualTo("<a%0D%0ASet-Cookie: x=1%00%C2%85%E2%80%A8%C3%A9/../?#>");
        assertThat(reply.headers().get("location"))
                .isEqualTo("/v1/o/a%0D%0ASet-Cookie%3A%20x%3D1%00%C2%85%E2%80%A8%C3%A9%2F..%2F%3F%23");
        List<String> names = new ArrayList<>();
        reply.headers().forEach((name, value) -> {
            names.add(name);
            assertThat(value).matches("[ -~]*");
        });
        assertThat(names).containsExactly("content-type", "X-Name", "Location");
        reply.body().release();
    }

    @ParameterizedTest
    @ValueSource(strings = {"K\u00F6ln", "100 %", "a%20b", "\u6771\u4EAC \uD83D\uDE00", "plain text", "tab\tnl\n"})
    void headerText_canBeDecoded(String text) {
        ReplyMapping mapping = compiled(headers("X-City", "{result.city}"));
        String json = tools.jackson.databind.json.JsonMapper.shared().writeValueAsString(Map.of("city", text));
        HttpReply reply = mapping.result(buffer(json), "OK");
        String value = reply.headers().get("x-city");
        assertThat(value).matches("[ -~]*");
        assertThat(java.net.URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8))
                .isEqualTo(text);
        reply.body().release();
    }

    @Test
    void rename_isRefused_whenTwoFieldsGetOneName() {
        var problems = Compiling.problems();
        Map<String, String> rename = new LinkedHashMap<>();
        rename.put("a", "b");
        rename.put("c", "b");
        rename.put("x.a", "b");
        rename.put("items[*].p", "q");
        rename.put("items[*].r", "q");
        ReplyMapping.compile(shape("result", List.of(), rename), problems);
        assertThat(Compiling.shown(problems))
                .containsExactly(
                        "rename.c: b (expected: another name, a becomes b already)",
                        "rename[\"items[*].r\"]: q (expected: another name, items[*].p becomes q already)");
    }

    @Test
    void location_staysAUrl_whenItIsTheWholeHeader() {
        ReplyMapping mapping = compiled(headers("Location", "{result.url}"));
        HttpReply reply = mapping.result(buffer("{\"url\":\"https://x.test/a?b=%20c&d=é \\r\\n\\\"\"}"), "OK");
        assertThat(reply.headers().get("location")).isEqualTo("https://x.test/a?b=%20c&d=%C3%A9%20%0D%0A%22");
        reply.body().release();
    }

    @Test
    void contentType_ofTheRoute_wins() {
        HttpReply reply =
                compiled(headers("Content-Type", "application/vnd.x+json")).result(buffer("1"), "OK");
        assertThat(reply.headers().all("content-type")).containsExactly("application/vnd.x+json");
        reply.body().release();
    }

    @Test
    void bytes_arePassedOn_withTheirContentType() {
        ByteBuf bytes = buffer("\u0001plain");
        HttpReply reply = compiled(headers("X-Rc", "{header.rc}")).bytes(bytes, "text/plain", lent("{\"rc\":1}"), "OK");
        assertThat(reply.body()).isSameAs(bytes);
        assertThat(reply.headers().get("content-type")).isEqualTo("text/plain");
        assertThat(reply.headers().get("x-rc")).isEqualTo("1");
        reply.body().release();
        HttpReply bare = compiled(ReplySettings.defaults()).bytes(buffer("x"), "text/plain", null, "OK");
        assertThat(body(bare)).isEqualTo("x");
    }

    @Test
    void malformedFrameHeader_releasesTheBody() {
        ReplyMapping mapping = compiled(headers("X-Rc", "{header.rc}"));
        assertThatThrownBy(() -> mapping.result(buffer("1"), lent("{"), "OK")).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> mapping.bytes(buffer("1"), "text/plain", lent("{"), "OK"))
                .isInstanceOf(FailureException.class);
    }

    @Test
    void int64Style_reachesTheCodec() {
        ReplySettings strings =
                new ReplySettings(200, Map.of(), "result", List.of(), Map.of(), Int64Style.STRING, List.of());
        assertThat(compiled(strings).json().int64AsString()).isTrue();
        assertThat(compiled(ReplySettings.defaults()).json().int64AsString()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"results", "result.a[*]", "result..a", "data", ""})
    void settings_areRefused_whenTheBodyIsNoPart(String body) {
        var problems = Compiling.problems();
        ReplyMapping.compile(shape(body, List.of(), Map.of()), problems);
        assertThat(problems.list())
                .singleElement()
                .satisfies(p -> assertThat(p.path()).isEqualTo("body"));
    }

    @Test
    void settings_areRefused_withTheirPaths() {
        var problems = Compiling.problems();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X Bad", "1");
        headers.put("X-Open", "{result.id");
        headers.put("X-Root", "{path.id}");
        headers.put("X-Every", "{result.a[*]}");
        headers.put("Content-Length", "1");
        headers.put("X-Line", "a\nb");
        ReplyMapping.compile(
                new ReplySettings(
                        200,
                        headers,
                        "result",
                        List.of("items[0].a", "items[*]", "a..b"),
                        Map.of("[*]", "x"),
                        Int64Style.NUMBER,
                        List.of()),
                problems);
        assertThat(Compiling.shown(problems))
                .containsExactlyInAnyOrder(
                        "headers[\"X Bad\"]: X Bad (expected: a header name)",
                        "headers.X-Open: {result.id (expected: a } for every {)",
                        "headers.X-Root: path.id (expected: a field of result or header)",
                        "headers.X-Every: result.a[*] (expected: a field of result or header)",
                        "headers.Content-Length: Content-Length (expected: a header that is not the gateway's own)",
                        "headers.X-Line: characters that no header may have (expected: visible ASCII)",
                        "drop[0]: items[0].a (expected: a field, or a path such as items[*].cost)",
                        "drop[1]: items[*] (expected: a field, or a path such as items[*].cost)",
                        "drop[2]: a..b (expected: a field, or a path such as items[*].cost)",
                        "rename[\"[*]\"]: [*] (expected: a field, or a path such as items[*].cost)");
    }
}
