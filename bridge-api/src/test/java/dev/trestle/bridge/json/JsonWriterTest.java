package dev.trestle.bridge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
    private static final JsonMapper ORACLE = JsonMapper.shared();

    private static String written(Consumer<JsonWriter> calls) {
        return written(JsonOptions.DEFAULT, calls);
    }

    private static String written(JsonOptions options, Consumer<JsonWriter> calls) {
        ByteBuf out = Unpooled.buffer(1);
        try {
            calls.accept(new JsonWriter(out, options));
            return out.toString(StandardCharsets.UTF_8);
        } finally {
            out.release();
        }
    }

    private static String utf8(int... bytes) {
        ByteBuf in = Unpooled.buffer();
        in.writeByte('#');
        for (int b : bytes) {
            in.writeByte(b);
        }
        in.writeByte(0x80);
        String text = written(json -> json.utf8(in, 1, bytes.length));
        in.release();
        return text;
    }

    @Test
    void commas_standBetweenValues_andNowhereElse() {
        byte[] cached = JsonWriter.encodeName("c\"\n");
        assertThat(written(json -> {
                    json.beginObject();
                    json.name("a");
                    json.beginArray();
                    json.endArray();
                    json.name("b");
                    json.beginArray();
                    json.int32(1);
                    json.beginObject();
                    json.endObject();
                    json.nullValue();
                    json.bool(true);
                    json.bool(false);
                    json.endArray();
                    json.name(cached);
                    json.string("d");
                    json.endObject();
                }))
                .isEqualTo("{\"a\":[],\"b\":[1,{},null,true,false],\"c\\\"\\n\":\"d\"}");
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                -1,
                9,
                10,
                99,
                100,
                101,
                -100,
                999,
                1000,
                12345,
                9007199254740993L,
                Integer.MIN_VALUE,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                1000000000000000000L,
                999999999999999999L,
                -1000000000000000000L
            })
    void integers_haveAllTheirDigits(long value) {
        assertThat(written(json -> json.int64(value))).isEqualTo(Long.toString(value));
        assertThat(written(new JsonOptions(true, 100), json -> json.int64(value)))
                .isEqualTo("\"" + value + "\"");
        assertThat(written(json -> json.int32((int) value))).isEqualTo(Integer.toString((int) value));
    }

    @Test
    void integers_areExact_forRandomOnes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            long value = random.nextLong() >> random.nextInt(64);
            assertThat(written(json -> json.int64(value))).isEqualTo(Long.toString(value));
        }
    }

    @Test
    void unsigned_isWritten_beyondTheSignedRange() {
        assertThat(written(json -> json.uint64(-1))).isEqualTo("18446744073709551615");
        assertThat(written(new JsonOptions(true, 100), json -> json.uint64(-1))).isEqualTo("\"18446744073709551615\"");
        assertThat(written(json -> json.uint64(7))).isEqualTo("7");
    }

    @Test
    void doubles_readBackTheSame() {
        for (double value : new double[] {0, -0.0, 0.1, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, 1.0 / 3}) {
            String text = written(json -> json.float64(value));
            assertThat(Double.doubleToLongBits(ORACLE.readTree(text).doubleValue()))
                    .isEqualTo(Double.doubleToLongBits(value));
        }
        assertThat(written(json -> json.float64(Double.NaN))).isEqualTo("\"NaN\"");
        assertThat(written(json -> json.float64(Double.POSITIVE_INFINITY))).isEqualTo("\"Infinity\"");
        assertThat(written(json -> json.float64(Double.NEGATIVE_INFINITY))).isEqualTo("\"-Infinity\"");
        assertThat(written(json -> json.float32(0.1f))).isEqualTo("0.1");
        assertThat(written(json -> json.float32(Float.NaN))).isEqualTo("\"NaN\"");
    }

    @ParameterizedTest
    @CsvSource({
        "1.10, 1.10",
        "1.10000000000000000001, 1.10000000000000000001",
        "1E+3, 1000",
        "1E-7, 0.0000001",
        "0E-3, 0.000",
        "-1E+1200, -1E+1200",
        "1E-1200, 1E-1200"
    })
    void decimals_keepTheirScale(BigDecimal value, String text) {
        assertThat(written(json -> json.decimal(value))).isEqualTo(text);
    }

    @Test
    void strings_areEscaped_wherever() {
        Random random = new Random(3);
        String alphabet = "abcdefghijklmnopqrstuvwxyz\"\\/\b\f\n\r\t\u0000\u001f\u007fé€\uD83D\uDE00";
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            int letters = random.nextBoolean() ? 26 : alphabet.length() - 2;
            while (text.length() < length) {
                int at = random.nextInt(letters);
                text.append(at == alphabet.length() - 2 ? "😀" : alphabet.substring(at, at + 1));
            }
            text.append(random.nextInt(4) == 0 ? "\uD83D\uDE00" : "");
            String value = text.toString().replaceAll("\uD83D(?!\uDE00)", "");
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            ByteBuf in = Unpooled.wrappedBuffer(bytes);
            String fromText = written(json -> json.string(value));
            String fromBytes = written(json -> json.utf8(in, 0, bytes.length));
            assertThat(fromBytes).isEqualTo(fromText);
            assertThat(ORACLE.readTree(fromText).stringValue()).isEqualTo(value);
        }
    }

    @Test
    void eachByte_isEscapedOrCopied_atEachPlaceOfAWord() {
        for (int c = 0; c < 0x80; c++) {
            for (int at = 0; at < 9; at++) {
                String value = "x".repeat(at) + (char) c + "y".repeat(9 - at);
                ByteBuf in = Unpooled.copiedBuffer(value, StandardCharsets.US_ASCII);
                String text = written(json -> json.utf8(in, 0, 10));
                assertThat(text).isEqualTo(written(json -> json.string(value)));
                assertThat(ORACLE.readTree(text).stringValue()).isEqualTo(value);
                boolean special = c < 0x20 || c == '"' || c == '\\';
                assertThat(text.length() > 12).isEqualTo(special);
            }
        }
    }

    @Test
    void loneSurrogates_becomeReplacements() {
        assertThat(written(json -> json.string("a\uD83Db\uDE00\uD83D"))).isEqualTo("\"a\uFFFDb\uFFFD\uFFFD\"");
    }

    @Test
    void surrogatesEncodedOneByOne_becomeTheirCharacter() {
        assertThat(utf8('a', 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80, 'b')).isEqualTo("\"a😀b\"");
        assertThat(utf8(0xF0, 0x9F, 0x98, 0x80)).isEqualTo("\"😀\"");
    }

    @Test
    void bytesThatAreNoUtf8_becomeReplacements() {
        assertThat(utf8(0xED, 0xA0, 0xBD, 'x')).isEqualTo("\"\uFFFDx\"");
        assertThat(utf8(0xED, 0xB8, 0x80)).isEqualTo("\"\uFFFD\"");
        assertThat(utf8(0xFF, 'x', 0xC3)).isEqualTo("\"\uFFFDx\uFFFD\"");
        assertThat(utf8(0xC0, 0x80)).isEqualTo("\"\uFFFD\uFFFD\"");
        assertThat(utf8(0xE2, 0x82)).isEqualTo("\"\uFFFD\uFFFD\"");
        assertThat(utf8(0xF4, 0x90, 0x80, 0x80)).isEqualTo("\"\uFFFD\uFFFD\uFFFD\uFFFD\"");
    }

    @Test
    void anyBytes_becomeValidJson() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                for (int j = 0; j < bytes.length; j++) {
                    bytes[j] = (byte) (bytes[j] & 0x1F | 0xE0);
                }
            }
            ByteBuf in = Unpooled.wrappedBuffer(bytes);
            String text = written(json -> json.utf8(in, 0, bytes.length));
            JsonDocument document = JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
            assertThat(document.kind(0)).isEqualTo(JsonDocument.Kind.STRING);
        }
    }

    @Test
    void base64_isWhatTheStandardSays() {
        Random random = new Random(5);
        for (int length = 0; length < 50; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            ByteBuf in = Unpooled.wrappedBuffer(bytes);
            assertThat(written(json -> json.base64(in, 0, bytes.length)))
                    .isEqualTo("\"" + Base64.getEncoder().encodeToString(bytes) + "\"");
        }
    }

    @Test
    void copies_areAsWritten() {
        JsonDocument document =
                JsonDocument.parse("{\"a\":[1.0, \"\\u0041\"]}".getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
        assertThat(written(json -> {
                    json.beginArray();
                    json.copy(document, 0);
                    json.copy(document, 3);
                    json.endArray();
                }))
                .isEqualTo("[{\"a\":[1.0, \"\\u0041\"]},\"\\u0041\"]");
    }

    @Test
    void values_endInTooLarge_oneByteBeyondTheLimit() {
        ByteBuf in = Unpooled.copiedBuffer("é\n45", StandardCharsets.UTF_8);
        Consumer<JsonWriter> all = json -> {
            json.beginArray();
            json.string("é\n45");
            json.utf8(in, 0, 5);
            json.base64(in, 0, 5);
            json.int64(-100);
            json.float64(1.5);
            json.beginObject();
            json.name("n");
            json.nullValue();
            json.endObject();
            json.endArray();
        };
        int length = written(all).getBytes(StandardCharsets.UTF_8).length;
        assertThat(written(new JsonOptions(false, length), all)).hasSize(length - 2);
        for (int most = 0; most < length; most++) {
            JsonOptions options = new JsonOptions(false, most);
            ByteBuf out = Unpooled.buffer(1);
            assertThatThrownBy(() -> all.accept(new JsonWriter(out, options)))
                    .isInstanceOfSatisfying(
                            FailureException.class,
                            failure -> assertThat(failure.failure()).isEqualTo(Failure.REPLY_TOO_LARGE));
            assertThat(out.writerIndex()).isLessThanOrEqualTo(most);
            out.release();
        }
    }

    @Test
    void limit_countsOnlyWhatIsWrittenHere() {
        ByteBuf out = Unpooled.buffer();
        out.writeBytes(new byte[50]);
        new JsonWriter(out, new JsonOptions(false, 4)).nullValue();
        assertThat(out.writerIndex()).isEqualTo(54);
        out.release();
    }

    @Test
    void unbalancedCalls_failAnAssertion() {
        assertThatThrownBy(() -> written(JsonWriter::endObject)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> written(json -> {
                    json.beginObject();
                    json.int32(1);
                }))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> written(json -> {
                    json.beginObject();
                    json.name("a");
                    json.endObject();
                }))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> written(json -> {
                    json.int32(1);
                    json.int32(2);
                }))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> written(json -> {
                    json.beginArray();
                    json.name("a");
                }))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "7", "-7", "10", "0.0", "1.10", "-0.01", "100000000000000000000.000", "0.000"})
    void plainDecimal_isCopied_whenDecimalWritesTheSame(String text) {
        assertThat(plainDecimal(text)).isEqualTo(text);
        assertThat(new BigDecimal(text).toPlainString()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "+1", "00", "01.5", "-0", "-0.00", "1.", ".5", "1.5.5", "1e3", "1E+3", " 1", "1 ", "NaN",
                "1,5", "0x1", "--1", "1-"
            })
    void plainDecimal_isRefused_whenDecimalWritesItOtherwiseOrItIsNone(String text) {
        assertThat(plainDecimal(text)).isEqualTo("refused");
    }

    private static String plainDecimal(String text) {
        ByteBuf in = Unpooled.copiedBuffer("9" + text + "9", StandardCharsets.US_ASCII);
        String written = written(json -> {
            if (!json.plainDecimal(in, 1, text.length())) {
                json.string("refused");
            }
        });
        return written.replace("\"", "");
    }
}
