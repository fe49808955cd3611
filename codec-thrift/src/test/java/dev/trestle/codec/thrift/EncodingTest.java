package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.WhenMissing;
import dev.trestle.codec.thrift.ThriftCallSettings.Rest;
import dev.trestle.testkit.JsonSettings;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** From a request to the bytes of a call. */
class EncodingTest {
    private static final String IDL = """
            enum Color { RED = 1, GREEN = 2 }
            union Choice { 1: i32 number, 2: string text }
            struct Point { 1: required i32 x, 2: i32 y }
            struct Req { 1: i64 id, 2: optional string note = "n", 3: string greeting = "hi", 4: Point point, 5: optional Point corner }
            service S {
              void i8(1: i8 v), void i64(1: i64 v), void f(1: double v), void text(1: string v), void bin(1: binary v), void flag(1: bool v),
              void color(1: Color v), void choice(1: Choice v), void point(1: Point v), void list(1: list<i32> v),
              void points(1: list<Point> v),
              void byName(1: map<i32, string> v), void byPoint(1: map<Point, i32> v), void byColor(1: map<Color, bool> v),
              void two(1: i32 a, 2: i32 b), void req(1: Req req, 2: i32 page = 1), void id(1: uuid v), oneway void fire(1: i32 v), void none()
            }
            """;
    /** Strict binary, call, empty name left out: what follows the name and the sequence id. */
    private static final int HEAD = 2 * (4 + 4 + 4 + 4);

    private static String arguments(Rig rig, String method, String body) {
        return rig.encode("S", method, body).substring(HEAD + 2 * method.length());
    }

    private static String arguments(String method, String body) {
        return arguments(Rig.of(IDL), method, body);
    }

    private static List<String> errors(Rig rig, String method, String body) {
        FailureException failure = catchThrowableOfType(FailureException.class, () -> rig.encode("S", method, body));
        assertThat(failure.failure()).isEqualTo(Failure.INVALID_ARGUMENT);
        return failure.errors().stream()
                .map(error -> error.field() + ": " + error.detail())
                .toList();
    }

    private static List<String> errors(String method, String body) {
        return errors(Rig.of(IDL), method, body);
    }

    @Test
    void integers_areExact_andRefusedOutOfRange() {
        assertThat(arguments("i64", "{\"v\":9007199254740993}")).isEqualTo("0a0001002000000000000100");
        assertThat(arguments("i64", "{\"v\":\"-9223372036854775808\"}")).isEqualTo("0a0001800000000000000000");
        assertThat(arguments("i8", "{\"v\":-128}")).isEqualTo("0300018000");
        assertThat(errors("i8", "{\"v\":128}")).singleElement().asString().startsWith("body.v: 128 (expected: ");
        assertThat(errors("i64", "{\"v\":9223372036854775808}")).hasSize(1);
        assertThat(errors("i64", "{\"v\":1.5}")).hasSize(1);
        assertThat(errors("i64", "{\"v\":true}")).hasSize(1);
    }

    @Test
    void doubles_takeTheThreeWords() {
        assertThat(arguments("f", "{\"v\":1.5}")).isEqualTo("0400013ff800000000000000");
        assertThat(arguments("f", "{\"v\":\"NaN\"}")).isEqualTo("0400017ff800000000000000");
        assertThat(arguments("f", "{\"v\":\"-Infinity\"}")).isEqualTo("040001fff000000000000000");
        assertThat(errors("f", "{\"v\":1e999}")).hasSize(1);
    }

    @Test
    void text_isUtf8_andBinaryIsBase64() {
        assertThat(arguments("text", "{\"v\":\"\\u00e9\\ud83d\\ude00\"}")).isEqualTo("0b000100000006c3a9f09f988000");
        assertThat(arguments("bin", "{\"v\":\"AP8Q\"}")).isEqualTo("0b00010000000300ff1000");
        assertThat(errors("bin", "{\"v\":\"!\"}")).hasSize(1);
        assertThat(errors("text", "{\"v\":5}")).hasSize(1);
    }

    @Test
    void uuid_isSixteenBytes_inOrder() {
        assertThat(arguments("id", "{\"v\":\"00112233-4455-6677-8899-AABBCCDDEEFF\"}"))
                .isEqualTo("10000100112233445566778899aabbccddeeff00");
        assertThat(errors("id", "{\"v\":\"0-1-2-3-4\"}"))
                .containsExactly("body.v: 0-1-2-3-4 (expected: a UUID such as 123e4567-e89b-12d3-a456-426614174000)");
    }

    @Test
    void enum_isTaken_byNameOrNumber() {
        assertThat(arguments("color", "{\"v\":\"GREEN\"}")).isEqualTo("0800010000000200");
        assertThat(arguments("color", "{\"v\":2}")).isEqualTo("0800010000000200");
        assertThat(errors("color", "{\"v\":99}")).containsExactly("body.v: 99 (expected: one of RED, GREEN)");
        assertThat(errors("color", "{\"v\":\"99\"}")).containsExactly("body.v: 99 (expected: one of RED, GREEN)");
        assertThat(errors("color", "{\"v\":4294967297}")).hasSize(1);
        assertThat(errors("color", "{\"v\":\"PINK\"}")).containsExactly("body.v: PINK (expected: one of RED, GREEN)");
    }

    @Test
    void union_hasExactlyOneField() {
        assertThat(arguments("choice", "{\"v\":{\"text\":\"a\"}}")).isEqualTo("0c00010b000200000001610000");
        assertThat(arguments("choice", "{\"v\":{\"text\":\"a\",\"number\":null}}"))
                .isEqualTo("0c00010b000200000001610000");
        assertThat(errors("choice", "{\"v\":{\"number\":1,\"text\":\"a\"}}"))
                .containsExactly("body.v: number, text (expected: exactly one of number, text)");
        assertThat(errors("choice", "{\"v\":{}}"))
                .containsExactly("body.v: none (expected: exactly one of number, text)");
    }

    @Test
    void map_isAnObjectOfScalarKeys_orPairs() {
        assertThat(arguments("byName", "{\"v\":{\"-1\":\"a\"}}")).isEqualTo("0d0001080b00000001ffffffff000000016100");
        assertThat(arguments("byName", "{\"v\":[[-1,\"a\"]]}")).isEqualTo("0d0001080b00000001ffffffff000000016100");
        assertThat(arguments("byColor", "{\"v\":{\"RED\":true,\"2\":false}}"))
                .isEqualTo("0d00010802000000020000000101000000020000");
        assertThat(arguments("byPoint", "{\"v\":[[{\"x\":1},5]]}"))
                .isEqualTo("0d00010c0800000001080001000000010000000005" + "00");
        assertThat(errors("byName", "{\"v\":{\"a\":\"a\"}}"))
                .singleElement()
                .asString()
                .startsWith("body.v.a: a (expected:");
        assertThat(errors("byPoint", "{\"v\":{}}"))
                .containsExactly("body.v: an object (expected: map<Point, i32> as a list of [key, value])");
        assertThat(errors("byPoint", "{\"v\":[[{\"x\":1},1],[{\"x\":1},2]]}"))
                .containsExactly("body.v[1][0]: an object (expected: a key that is not there already)");
        assertThat(errors("byPoint", "{\"v\":[[1]]}")).containsExactly("body.v[0]: a list (expected: [key, value])");
    }

    @Test
    void list_hasNoPlaceForNulls() {
        assertThat(arguments("list", "{\"v\":[]}")).isEqualTo("0f0001080000000000");
        assertThat(errors("list", "{\"v\":[1,null]}")).containsExactly("body.v[1]: null (expected: i32)");
        assertThat(errors("list", "{\"v\":{}}")).containsExactly("body.v: an object (expected: list<i32>)");
    }

    @Test
    void errors_areAllReported_withFullPaths() {
        assertThat(errors("req", "{\"req\":{\"id\":\"x\",\"point\":{\"y\":true}},\"page\":[]}"))
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("body.req.id: x (expected: "),
                        error -> assertThat(error).isEqualTo("body.req.point.x: missing (expected: i32)"),
                        error -> assertThat(error).startsWith("body.req.point.y: true (expected: "),
                        error -> assertThat(error).startsWith("body.page: a list (expected: "));
    }

    @Test
    void presence_followsTheIdl() {
        String greeting = "0b000300000002" + "6869";
        String page = "080002";
        assertThat(arguments("req", "{\"req\":{}}")).isEqualTo("0c0001" + greeting + "00" + page + "0000000100");
        assertThat(arguments("req", "{\"req\":{\"greeting\":null},\"page\":5}"))
                .isEqualTo("0c0001" + "00" + page + "0000000500");
        assertThat(errors("point", "{\"v\":{\"x\":null}}")).containsExactly("body.v.x: null (expected: i32)");
    }

    @Test
    void arguments_haveToBeThere_unlessTheyHaveADefault() {
        assertThat(errors("two", ""))
                .containsExactly("body.a: missing (expected: i32)", "body.b: missing (expected: i32)");
        assertThat(errors("two", "null")).hasSize(2);
        assertThat(errors("two", "{}")).hasSize(2);
        assertThat(errors("two", "{\"a\":1,\"b\":null}")).containsExactly("body.b: null (expected: i32)");
        assertThat(errors("req", "{\"req\":{},\"page\":null}")).containsExactly("body.page: null (expected: i32)");
        assertThat(errors("req", "{}")).containsExactly("body.req: missing (expected: Req)");
        assertThat(errors(Rig.of(IDL).bind("v", "body"), "point", ""))
                .containsExactly("body: missing (expected: Point)");
        assertThat(errors(Rig.of(IDL).bind("v", "body"), "point", "null"))
                .containsExactly("body: null (expected: Point)");
    }

    @Test
    void argument_isLeftOut_whenItsBindingSaysSo() {
        BindingSettings left =
                new BindingSettings(null, "body", null, Map.of(), List.of(), false, null, WhenMissing.OMIT);
        assertThat(arguments(Rig.of(IDL).bind("v", left), "point", "")).isEqualTo("00");
        assertThat(arguments(Rig.of(IDL).bind("v", left), "point", "null")).isEqualTo("00");
    }

    private static List<String> problems(String method, String path, BindingSettings binding) {
        Rig rig = Rig.of(IDL).bind(path, binding);
        rig.newCodec("S", method);
        return rig.problems;
    }

    private static BindingSettings constant(String json) {
        return JsonSettings.bind(BindingSettings.class, "{'const': " + json + "}");
    }

    @Test
    void routeIsRefused_whenItsOwnValuesDoNotFit() {
        assertThat(problems("i8", "v", constant("128")))
                .containsExactly("bind.v.const: 128 (expected: a whole number in -128..127)");
        assertThat(problems(
                        "color", "v", JsonSettings.bind(BindingSettings.class, "{'from':'query.c','default':'PINK'}")))
                .containsExactly("bind.v.default: PINK (expected: one of RED, GREEN)");
        assertThat(problems("color", "v", constant("99"))).hasSize(1);
        assertThat(problems("point", "v", constant("{'x': 1, 'zzz': 2}")))
                .containsExactly("bind.v.const.zzz: zzz (expected: a field of Point: x, y)");
        assertThat(problems("point", "v", constant("null"))).containsExactly("bind.v.const: null (expected: Point)");
        assertThat(problems("req", "req.point.x", constant("'a'"))).hasSize(1);
        BindingSettings object = JsonSettings.bind(
                BindingSettings.class,
                "{'object': {'greting': 'query.g', 'point': {'object': {'x': {'const': 'a'}}}}}");
        assertThat(problems("req", "req", object))
                .containsExactlyInAnyOrder(
                        "bind.req.object.greting: greting (expected: a field of Req; did you mean: greeting?)",
                        "bind.req.object.point.object.x.const: a (expected: a whole number in"
                                + " -2147483648..2147483647)");
        assertThat(problems(
                        "list", "v", JsonSettings.bind(BindingSettings.class, "{'list': ['path.id', {'const': 'a'}]}")))
                .containsExactly("bind.v.list[1].const: a (expected: a whole number in -2147483648..2147483647)");
        assertThat(problems("i64", "v", JsonSettings.bind(BindingSettings.class, "{'list': ['path.id']}")))
                .containsExactly(
                        "bind.v.list: a list (expected: a whole number in -9223372036854775808..9223372036854775807)");
        assertThat(problems(
                        "points",
                        "v",
                        JsonSettings.bind(
                                BindingSettings.class,
                                "{'list': [{'object': {'x': {'const': 'a'}, 'z': 'path.id'}}]}")))
                .containsExactlyInAnyOrder(
                        "bind.v.list[0].object.x.const: a (expected: a whole number in -2147483648..2147483647)",
                        "bind.v.list[0].object.z: z (expected: a field of Point; did you mean: x?)");
        assertThat(problems("i64", "v", BindingSettings.from("path.idd")))
                .containsExactly("bind.v.from: path.idd (did you mean: id?)");
    }

    @Test
    void routeIsRefused_whenAnArgumentComesFromNowhere() {
        Rig rig = Rig.of(IDL).bind("a", "path.id").rest(Rest.IGNORE);
        rig.newCodec("S", "two");
        assertThat(rig.problems).containsExactly("bind: b is missing (expected: a binding for every argument)");
    }

    @Test
    void arguments_goByName_whateverTheirOrder() {
        String expected = "0800010000000108000200000002" + "00";
        assertThat(arguments("two", "{\"b\":2,\"a\":1}")).isEqualTo(expected);
        assertThat(arguments("two", "{\"a\":1,\"c\":3,\"b\":2}")).isEqualTo(expected);
        assertThat(errors("two", "[1,2]")).containsExactly("body: a list (expected: an object with a, b)");
    }

    @Test
    void unknownFields_areRefusedWithPathAndNearMiss_whenTheRouteSaysSo() {
        assertThat(errors(
                        Rig.of(IDL).rejectUnknown().query("x=1"),
                        "req",
                        "{\"req\":{\"pointt\":{},\"id\":1},\"zzz\":1}"))
                .containsExactly(
                        "body.zzz: zzz (expected: a field of req_args: page, req)",
                        "body.req.pointt: pointt (expected: a field of Req; did you mean: point?)",
                        "query.x: unknown (expected: no such parameter)");
        assertThat(errors(Rig.of(IDL).rejectUnknown(), "none", "{\"a\":1}")).hasSize(1);
        assertThat(arguments("none", "{\"a\":1}")).isEqualTo("00");
    }

    @Test
    void binding_fillsAnArgument_fromAnywhere() {
        Rig rig = Rig.of(IDL).bind("a", "path.id").variable("id", "7");
        assertThat(arguments(rig, "two", "{\"a\":1,\"b\":2}")).isEqualTo("0800010000000708000200000002" + "00");
        assertThat(errors(Rig.of(IDL).bind("a", "path.id").variable("id", "x"), "two", "{\"b\":2}"))
                .singleElement()
                .asString()
                .startsWith("path.id: x (expected: ");
    }

    @Test
    void binding_fillsAFieldOfAStruct_besideTheBody() {
        Rig rig = Rig.of(IDL)
                .bind("req.id", "path.id")
                .bind("req.point.x", "query.x")
                .variable("id", "7")
                .query("x=3");
        String greeting = "0b000300000002" + "6869";
        assertThat(arguments(rig, "req", "{\"req\":{\"greeting\":\"hi\",\"point\":{\"y\":4}},\"page\":2}"))
                .isEqualTo("0c0001" + "0a00010000000000000007" + greeting + "0c0004" + "0800010000000308000200000004"
                        + "00" + "00" + "08000200000002" + "00");
        assertThat(arguments(rig, "req", ""))
                .isEqualTo("0c0001" + "0a00010000000000000007" + greeting + "0c0004" + "08000100000003" + "00" + "00"
                        + "08000200000001" + "00");
    }

    @Test
    void binding_leavesAnOptionalStructOut_whenNothingOfItIsThere() {
        Rig rig = Rig.of(IDL).bind("req.corner.x", "query.x");
        assertThat(arguments(rig, "req", "{\"req\":{}}"))
                .isEqualTo("0c0001" + "0b000300000002" + "6869" + "00" + "08000200000001" + "00");
        assertThat(arguments(rig.query("x=1"), "req", "{\"req\":{}}")).contains("0c0005" + "08000100000001" + "00");
    }

    @Test
    void binding_takesTheWholeBody_andTheRestIsNotReadFromIt() {
        Rig rig = Rig.of(IDL).bind("req", "body");
        assertThat(arguments(rig, "req", "{\"id\":1,\"page\":9}"))
                .isEqualTo("0c0001" + "0a00010000000000000001" + "0b000300000002" + "6869" + "00" + "08000200000001"
                        + "00");
        Rig both = Rig.of(IDL).bind("req", "body").bind("req.id", "path.id").variable("id", "5");
        assertThat(arguments(both, "req", "{\"greeting\":\"hi\"}")).startsWith("0c0001" + "0a00010000000000000005");
        assertThat(errors(Rig.of(IDL).bind("req", "body").rejectUnknown(), "req", "{\"page\":9}"))
                .containsExactly("body.page: page (expected: a field of Req: corner, greeting, id, note, point)");
    }

    @Test
    void rest_isIgnoredOrRefused_whenTheRouteSaysSo() {
        String color = "{\"v\":\"RED\",\"b\":2}";
        assertThat(arguments(Rig.of(IDL).bind("v", "body.v").rest(Rest.IGNORE), "color", color))
                .isEqualTo("0800010000000100");
        assertThat(errors(Rig.of(IDL).bind("v", "body.v").rest(Rest.REJECT), "color", color))
                .containsExactly("body.b: not read by this route (expected: no such field)");
        assertThat(arguments(
                        Rig.of(IDL).bind("v", "body.deep.v").rest(Rest.REJECT), "color", "{\"deep\":{\"v\":\"RED\"}}"))
                .isEqualTo("0800010000000100");
    }

    @Test
    void binding_readsABodyFieldOfAnotherName_withoutItBeingUnknown() {
        Rig rig = Rig.of(IDL).bind("a", "body.first.x").rejectUnknown();
        assertThat(arguments(rig, "two", "{\"first\":{\"x\":1},\"b\":2}"))
                .isEqualTo("0800010000000108000200000002" + "00");
        assertThat(errors(
                        Rig.of(IDL).bind("a", "path.id").variable("id", "1").rejectUnknown(),
                        "two",
                        "{\"a\":5,\"b\":2}"))
                .containsExactly("body.a: not read by this route (expected: no such field)");
    }

    @Test
    void binding_isPutTogether_fromNamedValues() {
        BindingSettings point = new BindingSettings(
                null, null, null, Map.of("x", BindingSettings.from("query.x")), List.of(), false, null, null);
        assertThat(arguments(Rig.of(IDL).bind("v", point).query("x=6"), "point", ""))
                .isEqualTo("0c0001080001000000060000");
        assertThat(errors(Rig.of(IDL).bind("v", point), "point", "")).hasSize(1);
    }

    @Test
    void head_hasNameAndSequenceId_inBothProtocols() {
        Rig binary = Rig.of(IDL).multiplexed("S");
        binary.exchangeId = 0x7fffffff;
        assertThat(binary.encode("S", "none", ""))
                .isEqualTo("00000013" + "80010001" + "00000006" + "533a6e6f6e65" + "7fffffff" + "00");
        Rig compact = Rig.of(IDL).compact().unframed();
        compact.exchangeId = 300;
        assertThat(compact.encode("S", "none", "")).isEqualTo("8221" + "ac02" + "04" + "6e6f6e65" + "00");
    }

    @Test
    void call_isRefused_whenItIsLargerThanAFrame() {
        Rig rig = Rig.of(IDL).maxFrameBytes(100);
        assertThatThrownBy(() -> rig.encode("S", "text", "{\"v\":\"" + "x".repeat(100) + "\"}"))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        failure -> assertThat(failure.failure()).isEqualTo(Failure.BODY_TOO_LARGE));
    }

    @Test
    void onewayCall_repliesOnceSent_andWaitsForNothing() {
        Rig rig = Rig.of(IDL);
        TestExchange exchange = new TestExchange(1);
        try (Bridge bridge = rig.newCodec("S", "fire").newBridge((BridgeExchange) exchange)) {
            bridge.encodeHeaders(rig.head);
            bridge.encodeData(Unpooled.copiedBuffer("{\"v\":1}", StandardCharsets.UTF_8));
            bridge.encodeEnd(Headers.empty());
        }
        assertThat(exchange.sent)
                .singleElement()
                .satisfies(sent -> assertThat(sent.getInt(4)).isEqualTo(0x80010004));
        exchange.sent.forEach(sent -> sent.release());
        assertThat(exchange.noReplyExpected).isTrue();
        assertThat(exchange.reply.rpcStatus()).isEqualTo("ONEWAY");
        assertThat(exchange.reply.body().isReadable()).isFalse();
    }
}
