package dev.trestle.codec.raw;

import static dev.trestle.codec.raw.Samples.ascii;
import static dev.trestle.codec.raw.Samples.bytes;
import static dev.trestle.codec.raw.Samples.codec;
import static dev.trestle.codec.raw.Samples.get;
import static dev.trestle.codec.raw.Samples.ledger;
import static dev.trestle.codec.raw.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.FakeExchange;
import dev.trestle.testkit.JsonSettings;
import dev.trestle.testkit.Outcome;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RawCodecTest {
    private static final String ONE_LINE = "{'frame': {'delimited': {'ends': ['\\n']}, 'maxFrameBytes': '64KiB'}}";
    private static final String TO_END = Samples.CLOSE;
    private static final byte[] NO_BODY = {};

    @Test
    void call_isNamedByItsConstants() {
        assertThat(codec(Samples.LEDGER, Samples.BALANCE).call()).isEqualTo("raw:operation=210");
        assertThat(codec(ONE_LINE, "{}").call()).isEqualTo("raw");
    }

    @Test
    void exchangeIds_fitTheCorrelationField() {
        assertThat(JsonSettings.wire(Samples.FACTORY, Samples.LEDGER).maxExchangeId())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(correlatedBy("u8").maxExchangeId()).isEqualTo(255);
        assertThat(correlatedBy("u8").maxExchangesPerConnection()).isEqualTo(255);
        assertThat(correlatedBy("i16le").maxExchangeId()).isEqualTo(32_767);
        assertThat(correlatedBy("u32").maxExchangeId()).isEqualTo(4_294_967_295L);
        assertThat(JsonSettings.wire(Samples.FACTORY, ONE_LINE).maxExchangesPerConnection())
                .isEqualTo(1);
    }

    private static dev.trestle.bridge.WireProtocol correlatedBy(String type) {
        return JsonSettings.wire(
                Samples.FACTORY,
                "{'frame': {'length': {}}, 'header': [{'name': 'id', 'type': '" + type + "'}], 'correlate': 'id'}");
    }

    @Test
    void largestExchangeId_isWrittenWhole() {
        var wire = JsonSettings.wire(Samples.FACTORY, Samples.LEDGER);
        var codec = codec(Samples.LEDGER, "{'header': {'operation': 2}}");
        try (CodecRun run = new CodecRun(codec, wire, Long.MAX_VALUE, new UnpooledByteBufAllocator(false))) {
            run.request(post(), NO_BODY);
            assertThat(run.exchange().sent()).isEqualTo(ledger(Long.MAX_VALUE, 2, 0, ""));
            run.receive(ledger(Long.MAX_VALUE, 2, 0, "1"));
            assertThat(Objects.requireNonNull(run.outcome()).status()).isEqualTo(200);
        }
    }

    @Test
    void halfClose_followsTheRequest() {
        try (CodecRun run =
                run(TO_END, "{'payload': {'bytes': 'body'}, 'halfClose': true, 'reply': {'as': 'bytes'}}")) {
            run.request(post(), ascii("abc"));
            assertThat(run.exchange().isHalfClosed()).isTrue();
            assertThat(run.exchange().sent()).isEqualTo(ascii("abc"));
        }
    }

    @Test
    void oneWayCall_expectsNoReply() {
        try (CodecRun run = run(Samples.LEDGER, "{'header': {'operation': 3}, 'oneway': true}")) {
            run.request(post(), NO_BODY);
            assertThat(run.exchange().isNoReplyExpected()).isTrue();
            assertThat(Objects.requireNonNull(run.outcome()).detail()).isEqualTo("ONE_WAY");
        }
    }

    @Test
    void typesOfTheBinding_makeNumbersAndBooleansOfText() {
        String payload =
                "{'json': {'object': {'n': {'type': 'number', 'from': 'path.n'}, 's': 'path.n', 'b': {'type': 'boolean', 'const': true}}}}";
        assertThat(sent(ONE_LINE, "{'payload': " + payload + "}", get("n", "9007199254740993.10"), ""))
                .isEqualTo("{\"n\":9007199254740993.10,\"s\":\"9007199254740993.10\",\"b\":true}\n");
        Outcome refused = refused(ONE_LINE, "{'payload': " + payload + "}", get("n", "NaN"));
        assertThat(refused.errors()).containsExactly("path.n: NaN (expected: a decimal number)");
    }

    @Test
    void payload_isExact_whenNumbersAreLarge() {
        String body = "{\"a\":9007199254740993,\"b\":1.10,\"c\":123456789012345678901234567890}";
        assertThat(sent(ONE_LINE, "{'payload': {'json': 'body'}}", post(), body))
                .isEqualTo(body + "\n");
    }

    @Test
    void bytes_comeFromBase64_whenTheyAreBoundToAField() {
        assertThat(sent(ONE_LINE, "{'payload': {'bytes': 'body.data'}}", post(), "{\"data\":\"aGVsbG8=\"}"))
                .isEqualTo("hello\n");
    }

    @Test
    void text_isWrittenInItsCharset() {
        String call =
                "{'payload': {'text': 'body.t', 'charset': 'IBM500'}, 'reply': {'as': 'text', 'charset': 'IBM500'}}";
        try (CodecRun run = run(TO_END, call)) {
            run.request(post(), "{\"t\":\"Grüße\"}".getBytes(StandardCharsets.UTF_8));
            byte[] ebcdic = "Grüße".getBytes(Charset.forName("IBM500"));
            assertThat(run.exchange().sent()).isEqualTo(ebcdic);
            run.receive(ebcdic).upstreamEnd();
            assertThat(Objects.requireNonNull(run.outcome()).text()).isEqualTo("Grüße");
        }
        Outcome refused = refused(TO_END, "{'payload': {'text': 'path.t', 'charset': 'ISO-8859-1'}}", get("t", "€"));
        assertThat(refused.errors()).containsExactly("path.t: € (expected: text that ISO-8859-1 can write)");
    }

    @Test
    void headerFields_comeFromTheRequest_andMustFit() {
        String wire = """
                {'frame': {'length': {}}, 'header': [{'name': 'big', 'type': 'u64'}, {'name': 'shop', 'type': 'text(4)'},
                 {'name': 'key', 'type': 'bytes(2)'}, {'name': 'neg', 'type': 'i8'}]}
                """;
        String call = """
                {'header': {'big': {'from': 'body.big'}, 'shop': {'from': 'body.shop'}, 'key': {'from': 'body.key'},
                            'neg': {'from': 'body.neg', 'default': -2}}}
                """;
        try (CodecRun run = run(wire, call)) {
            run.request(post(), ascii("{\"big\":18446744073709551615,\"shop\":\"a b\",\"key\":\"BEEF\"}"));
            assertThat(run.exchange().sent()).isEqualTo(bytes("0000000f ffffffffffffffff 'a b ' beef fe"));
        }
        try (CodecRun run = run(wire, call)) {
            run.request(post(), ascii("{\"big\":-1,\"shop\":\"abcde\",\"key\":\"BEE\",\"neg\":128}"));
            Outcome outcome = Objects.requireNonNull(run.outcome());
            assertThat(outcome.failure()).isEqualTo(Failure.INVALID_ARGUMENT);
            assertThat(outcome.errors())
                    .containsExactly(
                            "body.big: -1 (expected: a whole number in 0..18446744073709551615)",
                            "body.shop: abcde (expected: Latin-1 text of at most 4 bytes)",
                            "body.key: BEE (expected: 2 bytes in hex)",
                            "body.neg: 128 (expected: a whole number in -128..127)");
            assertThat(run.exchange().sent()).isEmpty();
        }
    }

    @Test
    void missingValues_areAllNamed() {
        Outcome refused = refused(
                Samples.LEDGER,
                "{'header': {'operation': {'from': 'header.X-Op'}}, 'payload': {'text': 'query.q'}}",
                post());
        assertThat(refused.errors())
                .containsExactly("header.X-Op: missing (expected: a value)", "query.q: missing (expected: a value)");
    }

    @Test
    void replyHeader_isSeenByTheMapping_exactly() {
        String wire = """
                {'frame': {'length': {}}, 'header': [{'name': 'big', 'type': 'u64'}, {'name': 'shop', 'type': 'text(4)'},
                 {'name': 'key', 'type': 'bytes(2)'}, {'name': 'neg', 'type': 'i16le'}]}
                """;
        String reply = "{'headers': {'x-seen': '{header.big} {header.shop} {header.key} {header.neg}'}}";
        try (CodecRun run = new CodecRun(codec(wire, "{}", reply), JsonSettings.wire(Samples.FACTORY, wire))) {
            run.request(post(), NO_BODY).receive(bytes("00000012 ffffffffffffffff 'ab  ' beef feff '{}'"));
            Outcome outcome = Objects.requireNonNull(run.outcome());
            assertThat(outcome.headers().get("x-seen")).isEqualTo("18446744073709551615 ab beef -2");
        }
    }

    @Test
    void reply_isAFailure_whenItIsNotTheJsonItShouldBe() {
        for (String payload : new String[] {"{\"a\":1", "nope", "{\"a\":1} {}", "{\"a\":1,\"a\":2}", "\"\u0001\""}) {
            try (CodecRun run = run(ONE_LINE, "{}")) {
                run.request(post(), NO_BODY).receive(ascii(payload + "\n"));
                assertThat(Objects.requireNonNull(run.outcome()).failure())
                        .as(payload)
                        .isEqualTo(Failure.DECODE_FAILED);
            }
        }
    }

    @Test
    void reply_isMalformed_whenAConstantOfItsHeaderIsAnother() {
        String wire =
                "{'frame': {'length': {'at': 2}}, 'header': [{'name': 'magic', 'type': 'bytes(2)', 'const': 'cafe'}]}";
        try (CodecRun run = run(wire, "{'reply': {'as': 'text'}}")) {
            run.request(post(), NO_BODY).receive(bytes("caff"));
            assertThat(Objects.requireNonNull(run.outcome()).failure()).isEqualTo(Failure.UPSTREAM_MALFORMED);
        }
    }

    @Test
    void reply_isMalformed_whenItIsLargerThanAllowed() {
        for (String frame : new String[] {"7fffffff", "ffffffff", "00010001", "00000000"}) {
            String wire = "{'frame': {'length': {'counts': 'frame'}, 'maxFrameBytes': '64KiB'}}";
            try (CodecRun run = run(wire, "{'reply': {'as': 'text'}}")) {
                run.request(post(), NO_BODY).receive(bytes(frame));
                assertThat(Objects.requireNonNull(run.outcome()).failure())
                        .as(frame)
                        .isEqualTo(Failure.UPSTREAM_MALFORMED);
            }
        }
        try (CodecRun run = run(TO_END, "{'reply': {'as': 'text'}}")) {
            run.request(post(), NO_BODY).receive(new byte[65_537]);
            assertThat(Objects.requireNonNull(run.outcome()).failure()).isEqualTo(Failure.UPSTREAM_MALFORMED);
        }
    }

    @Test
    void request_isRefused_whenOneFrameCannotHoldIt() {
        String call = "{'payload': {'bytes': 'body'}}";
        for (String wire : new String[] {
            "{'frame': {'length': {'bytes': 1}}}",
            "{'frame': {'length': {}, 'maxFrameBytes': '128B'}}",
            "{'frame': {'delimited': {'ends': ['\\n']}, 'maxFrameBytes': '128B'}}",
            "{'frame': {'close': {}, 'maxFrameBytes': '128B'}}",
            "{'frame': {'fixed': {'size': 100, 'pad': ' '}}}"
        }) {
            try (CodecRun run = run(wire, call)) {
                run.request(post(), new byte[256]);
                assertThat(Objects.requireNonNull(run.outcome()).failure())
                        .as(wire)
                        .isEqualTo(Failure.BODY_TOO_LARGE);
                assertThat(run.exchange().sent()).isEmpty();
            }
        }
        assertThat(refusedBody("{'frame': {'fixed': {'size': 100}}}", call, "abc")
                        .failure())
                .isEqualTo(Failure.INVALID_ARGUMENT);
    }

    @Test
    void request_isRefused_whenItsPayloadWouldEndTheFrame() {
        Outcome outcome = refusedBody(ONE_LINE, "{'payload': {'bytes': 'body'}}", "a\nDELETE b");
        assertThat(outcome.failure()).isEqualTo(Failure.INVALID_ARGUMENT);
        assertThat(outcome.detail()).isEqualTo("the payload holds what ends a frame (expected: no 0a in it)");
    }

    @Test
    void largePayload_isPassedOnUncopied() {
        byte[] body = new byte[100_000];
        try (CodecRun run = run("{'frame': {'length': {'trailer': '\\u0003'}}}", "{'payload': {'bytes': 'body'}}")) {
            run.request(post(), body);
            assertThat(run.exchange().sent())
                    .hasSize(100_005)
                    .startsWith(0, 1, 0x86, 0xa1)
                    .endsWith(3);
        }
    }

    @Test
    void varint_hasAsManyBytesAsItNeeds() {
        String wire = "{'frame': {'length': {'encoding': 'varint'}}}";
        for (int length : new int[] {0, 1, 127, 128, 16_383, 16_384}) {
            try (CodecRun run = run(wire, "{'payload': {'bytes': 'body'}}")) {
                run.request(post(), new byte[length]);
                int width = length < 128 ? 1 : length < 16_384 ? 2 : 3;
                assertThat(run.exchange().sent()).hasSize(length + width);
            }
        }
    }

    @Test
    void heartbeat_isTheFrameItsSettingsSay() {
        var heartbeat = Objects.requireNonNull(
                JsonSettings.wire(Samples.FACTORY, Samples.LEDGER).newWire().heartbeat());
        var ping = heartbeat.ping().get();
        assertThat(io.netty.buffer.ByteBufUtil.getBytes(ping)).isEqualTo(ledger(0, 1, 0, ""));
        ping.release();
        assertThat(heartbeat.interval()).hasSeconds(15);
        assertThat(heartbeat.timeout()).hasSeconds(5);
    }

    private static CodecRun run(String wire, String call) {
        return new CodecRun(codec(wire, call), JsonSettings.wire(Samples.FACTORY, wire));
    }

    private static String sent(String wire, String call, RequestHead head, String body) {
        try (CodecRun run = run(wire, call)) {
            run.request(head, body.getBytes(StandardCharsets.UTF_8));
            assertThat(run.outcome()).isNull();
            return new String(run.exchange().sent(), StandardCharsets.UTF_8);
        }
    }

    private static Outcome refused(String wire, String call, RequestHead head) {
        try (CodecRun run = run(wire, call)) {
            FakeExchange exchange = run.request(head, NO_BODY).exchange();
            assertThat(exchange.sent()).isEmpty();
            return Objects.requireNonNull(run.outcome());
        }
    }

    private static Outcome refusedBody(String wire, String call, String body) {
        try (CodecRun run = run(wire, call)) {
            FakeExchange exchange = run.request(post(), ascii(body)).exchange();
            assertThat(exchange.sent()).isEmpty();
            return Objects.requireNonNull(run.outcome());
        }
    }
}
