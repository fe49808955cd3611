package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.mapping.ReplySettings.ErrorSettings;
import dev.trestle.testkit.JsonSettings;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the bytes of a reply to the HTTP reply. */
class DecodingTest {
    private static final String IDL = """
            enum Color { RED = 1, GREEN = 2 }
            struct Point { 1: i32 x, 2: i32 y }
            struct All {
              1: Color color, 2: map<Point, i32> byPoint, 3: map<i64, bool> byId, 4: set<double> numbers, 5: uuid id, 6: string text,
              7: map<Color, string> byColor, 300: bool far, 8: list<bool> flags,
              9: Point at, 10: list<Point> points, 11: All inner
            }
            exception Bad { 1: i32 code, 2: string why } (message = "why")
            exception Other { 1: string message, 2: Point from }
            service S { All f() throws (1: Bad bad, 3: Other other), void v() throws (1: Bad bad) }
            """;

    /** A strict binary frame around a struct given as hex. */
    private static String frame(int type, String name, String struct) {
        String message = "8001000" + type + "0000000" + name.length() + ByteBufUtil.hexDump(name.getBytes())
                + "00000000" + struct;
        return String.format("%08x", message.length() / 2) + message;
    }

    private static String result(String value) {
        return Rig.of(IDL).decode("S", "f", frame(2, "f", "0c0000" + value + "00" + "00"));
    }

    private static FailureException failure(String hex) {
        return failure(Rig.of(IDL), hex);
    }

    private static FailureException failure(Rig rig, String hex) {
        return catchThrowableOfType(FailureException.class, () -> rig.decode("S", "f", hex));
    }

    @Test
    void result_isJson_alongTheIdl() {
        assertThat(result("08000100000002")).isEqualTo("200 {\"color\":\"GREEN\"}");
        assertThat(result("08000100000063")).isEqualTo("200 {\"color\":99}");
        assertThat(result("0d0002" + "0c0800000001" + "0800010000000700" + "00000005"))
                .isEqualTo("200 {\"byPoint\":[[{\"x\":7},5]]}");
        assertThat(result("0d0003" + "0a0200000001" + "0020000000000001" + "01"))
                .isEqualTo("200 {\"byId\":{\"9007199254740993\":true}}");
        assertThat(result("0e0004" + "0400000002" + "7ff8000000000000" + "3ff8000000000000"))
                .isEqualTo("200 {\"numbers\":[\"NaN\",1.5]}");
        assertThat(result("100005" + "00112233445566778899aabbccddeeff"))
                .isEqualTo("200 {\"id\":\"00112233-4455-6677-8899-aabbccddeeff\"}");
        assertThat(result("0b0006" + "00000003" + "61ff62")).isEqualTo("200 {\"text\":\"a\uFFFDb\"}");
        assertThat(result("0d0007" + "080b00000002" + "00000001" + "0000000161" + "00000009" + "0000000162"))
                .isEqualTo("200 {\"byColor\":{\"RED\":\"a\",\"9\":\"b\"}}");
        assertThat(result("02012c01")).isEqualTo("200 {\"far\":true}");
        assertThat(result("0d0003" + "000000000000")).isEqualTo("200 {\"byId\":{}}");
    }

    @Test
    void unknownFields_areSkipped_ofEveryType() {
        String unknown = "02005001" + "030051ff" + "040052" + "3ff8000000000000" + "0600530001" + "08005400000001"
                + "0a0055"
                + "0000000000000001" + "0b0056" + "0000000161" + "0c0057" + "0800010000000100" + "0d0058"
                + "080b00000001" + "00000001"
                + "0000000161" + "0e0059" + "0800000001" + "00000001" + "0f005a" + "0c00000001" + "00" + "10005b"
                + "00112233445566778899aabbccddeeff";
        assertThat(result(unknown + "08000100000001")).isEqualTo("200 {\"color\":\"RED\"}");
    }

    @Test
    void compactBools_areTrueOnlyForOne_insideContainers() {
        // result struct {0: All {8: list<bool> [1, 2, 0, 1]}}
        String message = "8241" + "00" + "0166" + "0c00" + "89" + "41" + "01020001" + "00" + "00";
        assertThat(Rig.of(IDL).compact().unframed().decode("S", "f", message))
                .isEqualTo("200 {\"flags\":[true,false,false,true]}");
        String shortTypes = "8241" + "00" + "0166" + "0c00" + "89" + "42" + "01020001" + "00" + "00";
        assertThat(Rig.of(IDL).compact().unframed().decode("S", "f", shortTypes))
                .isEqualTo("200 {\"flags\":[true,false,false,true]}");
    }

    @Test
    void exception_isMapped_byName() {
        ErrorSettings bad =
                new ErrorSettings("Bad", null, null, null, null, 422, null, null, Map.of("number", "code"), null);
        ErrorSettings other =
                new ErrorSettings("*", null, null, null, null, 409, "other", "{message}!", Map.of(), null);
        Rig rig = Rig.of(IDL)
                .reply(new ReplySettings(
                        200,
                        Map.of(),
                        "result",
                        List.of(),
                        Map.of(),
                        ReplySettings.Int64Style.NUMBER,
                        List.of(bad, other)));
        assertThat(rig.decode(
                        "S", "f", frame(2, "f", "0c0001" + "08000100000007" + "0b0002" + "0000000161" + "00" + "00")))
                .startsWith("422 ")
                .contains("\"detail\":\"a\"", "\"code\":\"bad\"", "\"number\":7");
        assertThat(rig.decode("S", "f", frame(2, "f", "0c0003" + "0b0001" + "0000000162" + "00" + "00")))
                .startsWith("409 ")
                .contains("\"detail\":\"b!\"");
        assertThat(rig.decode("S", "v", frame(2, "v", "0c0001" + "08000100000007" + "00" + "00")))
                .startsWith("422 ");
    }

    @ParameterizedTest
    @CsvSource({
        "0,unknown,502", "1,unknown_method,502", "2,invalid_message_type,502", "3,wrong_method_name,502",
                "4,bad_sequence_id,502",
        "5,missing_result,502", "6,internal_error,502", "7,protocol_error,502", "8,invalid_transform,502",
                "9,invalid_protocol,502",
        "10,unsupported_client_type,502", "11,loadshedding,503", "12,timeout,504", "77,unknown,502", "-1,unknown,502"
    })
    void applicationException_hasAName_andDoesNotShowItsMessage(int type, String name, int status) {
        String struct = "0b0001" + "00000006" + ByteBufUtil.hexDump("secret".getBytes()) + "080002"
                + String.format("%08x", type) + "00";
        assertThat(Rig.of(IDL).decode("S", "f", frame(3, "f", struct)))
                .startsWith(status + " ")
                .contains("\"rpcStatus\":\"" + name + "\"")
                .doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {'errors': [{'rpc': 'unknown_methd', 'status': 404}]} | reply.errors[0].rpc: unknown_methd (did you mean: unknown_method?)
            {'errors': [{'exception': 'Baad', 'status': 404}]} | reply.errors[0].exception: Baad (did you mean: Bad?)
            {'errors': [{'exception': 'Bad', 'status': 404, 'detail': '{whyy}'}]} | reply.errors[0].detail: whyy (did you mean: why?)
            {'errors': [{'exception': 'Bad', 'status': 404, 'extra': {'a': 'cod'}}]} | reply.errors[0].extra.a: cod (did you mean: code?)
            {'errors': [{'header': 'status', 'equals': '1', 'status': 404}]} | reply.errors[0].header: status (expected: nothing here)
            {'headers': {'X-A': '{result.colour}'}} | reply.headers.X-A: colour (did you mean: color?)
            {'headers': {'X-A': '{result.at.zzz}'}} | reply.headers.X-A: zzz (expected: one of x, y)
            {'headers': {'X-A': '{result.points[0].xx}'}} | reply.headers.X-A: xx (did you mean: x?)
            {'headers': {'X-A': '{result.points.x}'}} | reply.headers.X-A: x (expected: nothing here)
            {'headers': {'X-A': '{result.text.x}'}} | reply.headers.X-A: x (expected: nothing here)
            {'headers': {'X-A': '{result.at[0]}'}} | reply.headers.X-A: an element (expected: a field, it is no list)
            {'errors': [{'exception': '*', 'status': 404, 'extra': {'a': 'from.yy'}}]} | reply.errors[0].extra.a: yy (did you mean: y?)
            """)
    void routeIsRefused_whenItsReplyNamesWhatTheIdlDoesNotDeclare(String settings, String problem) {
        Rig rig = Rig.of(IDL).reply(JsonSettings.bind(ReplySettings.class, settings));
        rig.newCodec("S", "f");
        assertThat(rig.problems).containsExactly(problem);
    }

    @Test
    void names_areTaken_whenTheIdlHasTheirWholePath() {
        Rig rig = Rig.of(IDL).reply(JsonSettings.bind(ReplySettings.class, """
                {'headers': {'X-A': '{result.inner.inner.points[1].x}{result.byId.7}{result.byPoint[0][1]}'},
                 'errors': [{'exception': '*', 'status': 404, 'detail': '{message}', 'extra': {'a': 'from.y', 'b': 'code'}}]}"""));
        rig.newCodec("S", "f");
        assertThat(rig.problems).isEmpty();
    }

    @Test
    void applicationException_isMapped_byItsWord() {
        ErrorSettings line =
                new ErrorSettings(null, "unknown_method", null, null, null, 501, null, null, Map.of(), null);
        Rig rig = Rig.of(IDL)
                .reply(new ReplySettings(
                        200, Map.of(), "result", List.of(), Map.of(), ReplySettings.Int64Style.NUMBER, List.of(line)));
        assertThat(rig.decode("S", "f", frame(3, "f", "0800020000000100"))).startsWith("501 ");
    }

    @Test
    void voidResult_hasNoBody() {
        assertThat(Rig.of(IDL).decode("S", "v", frame(2, "v", "00"))).isEqualTo("200 ");
    }

    @Test
    void reply_isRefused_whenItIsNotTheAnswer() {
        assertThat(failure(frame(2, "g", "00")).detail()).contains("it answers g (expected: S.f)");
        assertThat(failure(frame(1, "f", "00")).detail()).contains("message type 1 (expected: 2 reply or 3 exception)");
        Rig other = Rig.of(IDL);
        other.exchangeId = 5;
        assertThat(failure(other, frame(2, "f", "00")).detail()).contains("sequence id 0 (expected: 5)");
    }

    @Test
    void connection_isNotUsedAgain_whenItIsOutOfStep() {
        ThriftCodec codec = Rig.of(IDL).codec("S", "f");
        TestExchange exchange = new TestExchange(9);
        byte[] reply = ByteBufUtil.decodeHexDump(frame(2, "f", "00"));
        catchThrowableOfType(
                FailureException.class, () -> codec.decode(new Frame(Unpooled.wrappedBuffer(reply), 0), exchange));
        assertThat(exchange.halfClosed).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "0,true",
        "1,false",
        "2,true",
        "3,true",
        "4,true",
        "5,false",
        "6,false",
        "7,true",
        "8,true",
        "9,true",
        "10,true",
        "11,false",
        "12,false",
        "77,true"
    })
    void connection_isNotUsedAgain_whenTheServerMayHaveLeftTheCallUnread(int type, boolean closed) {
        ThriftCodec codec = Rig.of(IDL).codec("S", "f");
        TestExchange exchange = new TestExchange(0);
        byte[] reply = ByteBufUtil.decodeHexDump(frame(3, "f", "080002" + String.format("%08x", type) + "00"));
        Rig.shown(codec.decode(new Frame(Unpooled.wrappedBuffer(reply), 0), exchange));
        assertThat(exchange.halfClosed).isEqualTo(closed);
    }

    @Test
    void reply_isAccepted_withThePrefixOfItsMultiplexedName() {
        Rig rig = Rig.of(IDL).multiplexed("S");
        assertThat(rig.decode("S", "v", frame(2, "S:v", "00"))).isEqualTo("200 ");
        assertThat(rig.decode("S", "v", frame(2, "v", "00"))).isEqualTo("200 ");
    }

    @Test
    void leniency_isAskedFor() {
        String lenient = "0000000b" + "00000001" + "76" + "02" + "00000000" + "00";
        assertThat(Rig.of(IDL).lenient().decode("S", "v", lenient)).isEqualTo("200 ");
        assertThat(catchThrowableOfType(
                                FailureException.class, () -> Rig.of(IDL).decode("S", "v", lenient))
                        .detail())
                .contains("no version");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    0c0000 0a0001 0000000000000001 00 00 | All.color: i64 (expected: Color, as the IDL says)
                    080000 00000001 00                   | the result: i32 (expected: All, as the IDL says)
                    0c0000 0e0004 08 00000001 00000001   | an element of set<double>: i32 (expected: double, as the IDL says)
                    0c0000 0d0003 0802 00000001 0000000101 | a key of map<i64, bool>: i32 (expected: i64, as the IDL says)
                    0c0000 08000100000001 08000100000001 | All.color stands twice
                    00 00                                | 1 bytes follow it
                    0c0000 00                            | it ends too early
                    0c0000 0b0006 7fffffff               | a text claims 2147483647 of 0 bytes
                    0c0000 0b0006 ffffffff               | a text claims -1 of 0 bytes
                    0c0000 0e0004 04 7fffffff            | a container claims 2147483647 elements in 0 bytes
                    0c0000 0e0004 04 80000000            | a container claims -2147483648 elements in 0 bytes
                    0c0000 0e0004 05 00000001            | unknown type 5
                    050001                               | unknown type 5
                    """)
    void malformedReply_isRefusedWithTheReason(String struct, String reason) {
        FailureException failure = failure(frame(2, "f", struct.replace(" ", "")));
        assertThat(failure.failure()).isEqualTo(Failure.DECODE_FAILED);
        assertThat(failure.detail()).isEqualTo("the reply is malformed: " + reason);
    }

    @Test
    void depth_isLimited_inKnownAndUnknownFields() {
        String idl = "struct T { 1: optional T t } service S { T f() }";
        String deep = "0c0000" + "0c0001".repeat(63) + "00".repeat(65);
        assertThat(Rig.of(idl).decode("S", "f", frame(2, "f", deep))).startsWith("200 {");
        String tooDeep = "0c0000" + "0c0001".repeat(64) + "00".repeat(66);
        assertThat(failure(Rig.of(idl), frame(2, "f", tooDeep)).detail()).endsWith("it nests deeper than 64");
        String unknown = "0c0002" + "0c0001".repeat(100_000);
        assertThat(failure(Rig.of(idl), frame(2, "f", unknown)).detail()).endsWith("it nests deeper than 64");
    }
}
