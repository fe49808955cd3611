package dev.trestle.codec.dubbo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.mapping.UnknownFields;
import dev.trestle.codec.dubbo.hessian.Requests;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as the provider gets them, shown as JSON, and requests it never gets. */
class DubboArgumentsTest {
    private static final String WIRE = """
            {'types': {
              'a.Item': {'sku': 'String', 'qty': 'int', 'price': 'BigDecimal', 'status': 'a.Status', 'parts': 'list<a.Item>'},
              'a.Open': {'enum': []},
              'a.Status': {'enum': ['NEW', 'PAID']}}}
            """;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int | 2147483647 | 2147483647",
                "int | \"-7\" | -7",
                "long | 9007199254740993 | 9007199254740993",
                "Long | null | null",
                "byte | -128 | -128",
                "short | 32767 | 32767",
                "double | 0.1 | 0.1",
                "float | 1.5 | 1.5",
                "boolean | true | true",
                "char | \"x\" | \"x\"",
                "String | \"\" | \"\"",
                "BigDecimal | 1.10 | 1.10",
                "BigInteger | 123456789012345678901234567890 | 123456789012345678901234567890",
                "BigInteger | -4294967296 | -4294967296",
                "BigInteger | 0 | 0",
                "byte[] | \"AQL/\" | \"AQL/\"",
                "Date | 1700000000123 | \"2023-11-14T22:13:20.123Z\"",
                "Date | \"2023-11-14T23:13:20.123+01:00\" | \"2023-11-14T22:13:20.123Z\"",
                "Timestamp | 0 | \"1970-01-01T00:00:00.000Z\"",
                "Instant | \"2023-11-14T22:13:20.123456789Z\" | \"2023-11-14T22:13:20.123456789Z\"",
                "LocalDate | \"2024-02-29\" | \"2024-02-29\"",
                "LocalTime | \"01:02\" | \"01:02:00\"",
                "LocalDateTime | \"2024-02-29T01:02:03.5\" | \"2024-02-29T01:02:03.500\"",
                "OffsetDateTime | \"2024-02-29T01:02:03+08:00\" | \"2024-02-29T01:02:03+08:00\"",
                "ZonedDateTime | \"2024-02-29T01:02:03+08:00[Asia/Shanghai]\" | \"2024-02-29T01:02:03+08:00[Asia/Shanghai]\"",
                "Duration | \"PT1M\" | \"PT1M\"",
                "Year | 2024 | \"2024\"",
                "YearMonth | \"2024-02\" | \"2024-02\"",
                "UUID | \"123e4567-e89b-12d3-a456-426614174000\" | \"123e4567-e89b-12d3-a456-426614174000\"",
                "int[] | [1,2] | [1,2]",
                "int[][] | [[1],[2,3]] | [[1],[2,3]]",
                "String[] | [\"a\",null] | [\"a\",null]",
                "list<Long> | [1,null] | [1,null]",
                "set<String> | [\"a\"] | [\"a\"]",
                "map<String, list<Integer>> | {\"a\":[1]} | {\"a\":[1]}",
                "map<Integer, String> | {\"7\":\"a\"} | {\"7\":\"a\"}",
                "a.Status | \"PAID\" | \"PAID\"",
                "a.Open | \"WHATEVER\" | \"WHATEVER\"",
                "a.Item | {\"sku\":\"A\",\"price\":1.10,\"parts\":[{\"qty\":2}]} | {\"sku\":\"A\",\"price\":1.10,\"parts\":[{\"qty\":2}]}",
                "b.Unknown | {\"x\":[1,{\"y\":2.5}]} | {\"x\":[1,{\"y\":2.5}]}",
                "Object | {\"a\":[1,9007199254740993,0.1,true,null,\"t\"]} | {\"a\":[1,9007199254740993,0.1,true,null,\"t\"]}",
                "Object | 12345678901234567890 | 12345678901234567890",
                "Object | 0.12345678901234567890 | 0.12345678901234567890",
                "Object | 1e400 | 1" + "",
            })
    void argument_arrivesExactly(String type, String json, String arrives) {
        String expected = json.equals("1e400") ? "1" + "0".repeat(400) : arrives;
        assertThat(sent(call("'type':'" + type + "','from':'body'"), json).argument())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "int | 2147483648 | 2147483648 (expected: a whole number in -2147483648..2147483647)",
                "int | 1.5 | 1.5 (expected: a whole number in -2147483648..2147483647)",
                "int | null | null (expected: a whole number in -2147483648..2147483647)",
                "long | 9223372036854775808 | 9223372036854775808 (expected: a whole number in -9223372036854775808..9223372036854775807)",
                "byte | 128 | 128 (expected: a whole number in -128..127)",
                "short | \"x\" | x (expected: a whole number in -32768..32767)",
                "float | 1e39 | 1e39 (expected: a number within the range of a float)",
                "double | 1e309 | 1e309 (expected: a number within the range of a double)",
                "boolean | \"true\" | true (expected: true or false)",
                "char | \"ab\" | ab (expected: one character)",
                "String | 1 | 1 (expected: text)",
                "BigDecimal | \"1,5\" | 1,5 (expected: a decimal number)",
                "BigInteger | 1.5 | 1.5 (expected: a whole number)",
                "byte[] | \"***\" | *** (expected: base64)",
                "Date | \"yesterday\" | yesterday (expected: a time such as 2026-11-21T01:02:03Z)",
                "Instant | 1 | 1 (expected: a time such as 2026-11-21T01:02:03Z)",
                "LocalDate | \"2023-02-29\" | 2023-02-29 (expected: a date such as 2026-11-21)",
                "LocalDateTime | \"2023-02-28\" | 2023-02-28 (expected: a date and time such as 2026-11-21T01:02:03)",
                "UUID | \"1-1-1-1-1\" | 1-1-1-1-1 (expected: a UUID)",
                "list<Long> | {} | an object (expected: a list)",
                "map<String, Long> | [] | a list (expected: an object)",
                "a.Status | \"LOST\" | LOST (expected: one of NEW, PAID)",
                "a.Open | 1 | 1 (expected: text)",
                "map<Long, Long> | {\"1\":2,\"01\":3} | 01 (expected: a key that is not there already)",
                "map<double, Long> | {\"1\":2,\"1.0\":3} | 1.0 (expected: a key that is not there already)",
                "Date | \"2023-11-14T23:13:20.1234Z\" | 2023-11-14T23:13:20.1234Z (expected: at most three digits of a second",
                "a.Item | [] | a list (expected: an object)",
                "b.Unknown | \"text\" | text (expected: an object)",
                "list<a.Item> | [{},null] | null (expected: an object)",
                "a.Item[] | [null] | null (expected: an object)",
                "set<b.Unknown> | [null] | null (expected: an object)",
                "BigDecimal | 1e999999999 | 1e999999999 (expected: a decimal number of at most 1000 digits",
            })
    void argument_isRefused_whenItsTypeCannotHoldIt(String type, String json, String detail) {
        Outcome refused = refused(call("'type':'" + type + "','from':'body'"), json, UnknownFields.IGNORE);
        assertThat(refused.failure()).isEqualTo(Failure.INVALID_ARGUMENT);
        assertThat(refused.errors()).singleElement().asString().contains(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"int", "long", "boolean", "double", "char"})
    void primitive_isRefused_whenItIsAbsent(String type) {
        Outcome refused = refused(call("'type':'" + type + "','from':'body.x'"), "{}", UnknownFields.IGNORE);
        assertThat(refused.errors()).singleElement().asString().contains("body.x", "missing (expected: ");
    }

    @Test
    void reference_isNull_whenItIsAbsent_unlessItIsRequired() {
        assertThat(sent(call("'type':'a.Item','from':'body.x'"), "{}").argument())
                .isEqualTo("null");
        assertThat(refused(call("'type':'a.Item','from':'body','required':true"), "null", UnknownFields.IGNORE)
                        .errors())
                .singleElement()
                .asString()
                .contains("null (expected: a value)");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a.Item | {\"class\":\"x\"}",
                "a.Item | {\"parts\":[{\"class\":\"x\"}]}",
                "b.Unknown | {\"a\":{\"class\":\"x\"}}",
                "Object | [{\"class\":\"x\"}]",
                "map<String, String> | {\"class\":\"x\"}",
            })
    void classKey_isRefusedEverywhere(String type, String json) {
        for (String generic : List.of("true", "false")) {
            String call = "{'service':'a.S','method':'m','generic':" + generic + ",'args':[{'type':'" + type
                    + "','from':'body'}]}";
            Outcome refused = refused(call, json, UnknownFields.IGNORE);
            assertThat(refused.errors()).singleElement().asString().contains("no key named class");
        }
        String positional = "{'service':'a.S','method':'m'}";
        assertThat(refused(positional, json, UnknownFields.IGNORE).errors())
                .singleElement()
                .asString()
                .contains("no key named class");
    }

    @Test
    void everythingWrong_isReportedAtOnce() {
        Outcome refused = refused(
                call("'type':'a.Item','from':'body'"),
                "{\"qty\":\"x\",\"price\":true,\"status\":\"LOST\",\"parts\":[{\"qty\":1.5}],\"more\":1}",
                UnknownFields.REJECT);
        assertThat(refused.errors())
                .extracting(Object::toString)
                .satisfiesExactlyInAnyOrder(
                        e -> assertThat(e).contains("body.qty"),
                        e -> assertThat(e).contains("body.price"),
                        e -> assertThat(e).contains("body.status"),
                        e -> assertThat(e).contains("body.parts[0].qty"),
                        e -> assertThat(e).contains("body.more"));
    }

    @Test
    void unknownField_isNotSentOn_whenIgnored() {
        assertThat(sent(call("'type':'a.Item','from':'body'"), "{\"sku\":\"A\",\"more\":{\"deep\":1}}")
                        .argument())
                .isEqualTo("{\"sku\":\"A\"}");
    }

    @Test
    void parts_haveTheTypesBesideThem_whenTheClassIsNotDeclared() {
        String call = call("'type':'b.Order','object':{'id':{'type':'Long','from':'body.id'},"
                + "'total':{'type':'BigDecimal','from':'body.total'},'note':'body.note'}");
        Requests.Request request = sent(call, "{\"id\":\"7\",\"total\":\"1.10\",\"note\":\"n\"}");
        assertThat(request.argument()).isEqualTo("{\"id\":7,\"total\":1.10,\"note\":\"n\"}");
        assertThat(request.hex()).contains(Frames.text("b.Order"));
    }

    @Test
    void parts_haveTheTypesOfTheirClass_andAbsentOnesStayOut() {
        String call = call("'type':'a.Item','object':{'sku':{'const':'fix'},'qty':{'from':'query.q'},"
                + "'status':{'from':'body.s','default':'NEW'},'price':'body.p'}");
        assertThat(sent(call, "{}").argument()).isEqualTo("{\"sku\":\"fix\",\"status\":\"NEW\"}");
    }

    @Test
    void call_isTyped_whenItHasArguments() {
        Requests.Request request = sent(call("'type':'a.Item','from':'body'"), "{}");
        assertThat(request.head()).isEqualTo("\"2.0.2\" \"a.S\" \"0.0.0\" \"m\" \"La/Item;\"");
        assertThat(request.attachments())
                .isEqualTo("{\"path\":\"a.S\",\"interface\":\"a.S\",\"version\":\"0.0.0\","
                        + "\"timeout\":\"5000\",\"_TO\":\"5000\"}");
    }

    @Test
    void descriptor_namesEveryParameter() {
        String types = "{'type':'int','const':1},{'type':'Long','const':1},{'type':'int[][]','const':[]},"
                + "{'type':'String[]','const':[]},{'type':'list<a.Item>','const':[]},{'type':'Map','const':{}},"
                + "{'type':'b.Outer$Inner','const':null}";
        assertThat(Requests.head(run("{'service':'a.S','method':'m','args':[" + types + "]}", "")
                        .exchange()
                        .sent()))
                .endsWith("\"IJ[[I[Ljava/lang/String;Ljava/util/List;Ljava/util/Map;Lb/Outer$Inner;\""
                        .replace("IJ", "ILjava/lang/Long;"));
    }

    @Test
    void call_isMadeByInvoke_whenItHasNoArguments() {
        String call = "{'service':'a.S','version':'1.2','group':'g','method':'find'}";
        Requests.Request two = sent(call, "[1,{\"a\":[]}]");
        assertThat(two.head())
                .isEqualTo("\"2.0.2\" \"a.S\" \"1.2\" \"$invoke\""
                        + " \"Ljava/lang/String;[Ljava/lang/String;[Ljava/lang/Object;\"");
        assertThat(two.rest()).startsWith("\"find\" null [1,{\"a\":[]}] {");
        assertThat(two.attachments()).contains("\"group\":\"g\"", "\"version\":\"1.2\"", "\"generic\":\"true\"");
        assertThat(sent(call, "{\"a\":1}").rest()).startsWith("\"find\" null [{\"a\":1}] {");
        assertThat(sent(call, "\"a\"").rest()).startsWith("\"find\" null [\"a\"] {");
        assertThat(sent(call, "").rest()).startsWith("\"find\" null [] {");
    }

    @Test
    void genericCall_namesTypes_andSendsNoClass() {
        String call = "{'service':'a.S','method':'m','generic':true,'args':[{'type':'a.Item','from':'body'},"
                + "{'type':'set<a.Status>','const':['NEW']},{'type':'int[]','const':[1]},{'type':'b.C','const':{'k':1}}]}";
        Requests.Request request = sent(call, "{\"status\":\"PAID\",\"price\":1.10,\"parts\":[{\"qty\":1}]}");
        assertThat(request.rest())
                .startsWith("\"m\" [\"a.Item\",\"java.util.Set\",\"int[]\",\"b.C\"]"
                        + " [{\"price\":1.10,\"status\":\"PAID\",\"parts\":[{\"qty\":1}]},[\"NEW\"],[1],{\"k\":1}] {");
        assertThat(request.hex().split(Frames.text("a.Item"), -1))
                .as("a.Item is named once")
                .hasSize(2);
        assertThat(request.hex()).doesNotContain(Frames.text("a.Status"));
    }

    @Test
    void noArguments_areAnEmptyDescriptor() {
        assertThat(Requests.head(run("{'service':'a.S','method':'m','args':[]}", "")
                        .exchange()
                        .sent()))
                .isEqualTo("\"2.0.2\" \"a.S\" \"0.0.0\" \"m\" \"\"");
    }

    @Test
    void attachments_areTexts_andAbsentOnesStayOut() {
        String call =
                "{'service':'a.S','method':'m','args':[],'attachments':{'trace':'query.t','user':'query.u','n':{'const':7}}}";
        byte[] sent = run(call, "").exchange().sent();
        assertThat(Requests.of(sent, 0).attachments())
                .contains("\"trace\":\"T1\"", "\"n\":\"7\"")
                .doesNotContain("user");
        assertThat(refused(
                                "{'service':'a.S','method':'m','args':[],'attachments':{'trace':'body'}}",
                                "{}",
                                UnknownFields.IGNORE)
                        .errors())
                .singleElement()
                .asString()
                .contains("an object (expected: text)");
    }

    @Test
    void oneway_isSentWithoutTheTwoWayFlag() {
        CodecRun run = run("{'service':'a.S','method':'m','oneway':true,'args':[]}", "");
        assertThat(run.exchange().sent()[2]).isEqualTo((byte) 0x82);
        assertThat(Objects.requireNonNull(run.outcome()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'service':'a.S','method':'m','args':[{'from':'body'}]} | call.args[0]: no type",
                "{'service':'a.S','method':'m','args':[{'type':'Strin','from':'body'}]} | call.args[0].type: Strin: unknown type (did you mean: String?)",
                "{'service':'a.S','method':'m','args':[{'type':'map<String>','from':'body'}]} | call.args[0].type: map of 1 types (expected: 2)",
                "{'service':'a.S','method':'m','args':[{'type':'a.Item','object':{'skuu':'body.x'}}]} | did you mean: sku?",
                "{'service':'a.S','method':'m','attachments':{'generic':{'const':'nativejava'}}} | call.attachments.generic",
                "{'service':'a.S'} | call.method: missing",
                "{'service':'a. S','method':'m'} | call.service: a. S (expected: an interface",
                "{'service':'a/S','method':'m'} | call.service: a/S (expected: an interface",
                "{'service':'a.S','method':'m(int)'} | call.method: m(int) (expected: a method's name",
                "{'service':'a.S','method':'m','args':[{'type':'int','const':'abc'}]} | call.args[0].const: abc (expected: a whole number in",
                "{'service':'a.S','method':'m','args':[{'type':'long','const':9223372036854775808}]} | call.args[0].const: 9223372036854775808 (expected",
                "{'service':'a.S','method':'m','args':[{'type':'a.Status','from':'query.s','default':'NWE'}]} | call.args[0].default: NWE (expected: one of NEW, PAID)",
                "{'service':'a.S','method':'m','args':[{'type':'a.Item','object':{'qty':{'const':'x'}}}]} | call.args[0].object.qty.const: x (expected",
                "{'service':'a.S','method':'m','args':[{'type':'a.Item','const':{'parts':[{'qty':'x'}]}}]} | call.args[0].const.parts[0].qty: x (expected",
                "{'service':'a.S','method':'m','args':[{'type':'list<int>','list':[{'const':1},'path.id',{'const':'x'}]}]} | call.args[0].list[2].const: x (expected: a whole number",
                "{'service':'a.S','method':'m','args':[{'type':'list<int[]>','list':[{'list':[{'const':'x'}]}]}]} | call.args[0].list[0].list[0].const: x (expected",
                "{'service':'a.S','method':'m','args':[{'type':'int','list':['path.id']}]} | call.args[0].list: a list (expected",
                "{'service':'a.S','method':'m','args':[{'type':'long','from':'path.idd'}]} | call.args[0].from: path.idd (did you mean: id?)",
                "{'service':'a.S','method':'m','attachments':{'t':'path.idd'}} | call.attachments.t.from: path.idd (did you mean: id?)",
                "{'service':'a.S','method':'m','attachments':{'t':{'const':[1]}}} | call.attachments.t",
            })
    void settings_areRefused_whenTheyCannotBe(String call, String problem) {
        assertThat(Made.of(WIRE, call).problems()).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'rpc':'service_eror','status':503} | reply.errors[0].rpc: service_eror (did you mean: service_error?)",
                "{'rpc':'service_error','status':503,'detail':'{whyy}'} | reply.errors[0].detail: whyy",
                "{'header':'status','equals':'1','status':503} | reply.errors[0].header: status (expected: nothing here)",
            })
    void replySettings_areRefused_whenTheyNameWhatDubboDoesNotHave(String line, String problem) {
        Made made = Made.of(WIRE, "{'service':'a.S','method':'m'}", "{'errors':[" + line + "]}", UnknownFields.IGNORE);
        assertThat(made.problems()).singleElement().asString().contains(problem);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 65})
    void type_isRefused_whenItIsNestedTooDeep(int depth) {
        for (String type : List.of("list<".repeat(depth) + "int" + ">".repeat(depth), "int" + "[]".repeat(depth))) {
            String call = "{'service':'a.S','method':'m','args':[{'type':'" + type + "','from':'body'}]}";
            assertThat(Made.of(WIRE, call).problems())
                    .singleElement()
                    .asString()
                    .contains("nested " + depth + " deep (expected: at most 64)")
                    .hasSizeLessThan(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'types':{'a.X':{'f':'Lonk'}}} | Lonk: unknown type",
                "{'types':{'a b':{'f':'Long'}}} | expected: a class name",
                "{'types':{'a.X':'Long'}} | Long (expected: a mapping with enum, other names)",
                "{'types':{'a.X':{'enum':['A'],'f':'Long'}}} | beside [f] (expected: alone)",
                "{'maxFrameBytes':'1'} | wire.maxFrameBytes",
                "{'heartbeat':'1ms'} | wire.heartbeat",
            })
    void wireSettings_areRefused_whenTheyCannotBe(String wire, String problem) {
        assertThat(Made.of(wire, "{'service':'a.S','method':'m'}").problems())
                .singleElement()
                .asString()
                .contains(problem);
    }

    private static String call(String argument) {
        return "{'service':'a.S','method':'m','args':[{" + argument + "}]}";
    }

    private static Requests.Request sent(String call, String body) {
        CodecRun run = run(call, body);
        assertThat(run.surprise()).isNull();
        assertThat(run.outcome()).isNull();
        return Requests.of(run.exchange().sent(), 1);
    }

    private static Outcome refused(String call, String body, UnknownFields unknownFields) {
        CodecRun run = run(call, body, unknownFields);
        assertThat(run.exchange().sent()).isEmpty();
        return Objects.requireNonNull(run.outcome());
    }

    private static CodecRun run(String call, String body) {
        return run(call, body, UnknownFields.IGNORE);
    }

    private static CodecRun run(String call, String body, UnknownFields unknownFields) {
        Made made = Made.of(WIRE, call, "{}", unknownFields);
        try (CodecRun run = new CodecRun(made.codec(), made.wire())) {
            RequestHead head = new RequestHead(
                    "POST",
                    "/",
                    body.isEmpty() || call.contains("query") ? "t=T1" : "",
                    Headers.empty(),
                    PathVariables.NONE);
            return run.request(head, body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
