package dev.trestle.bridge.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.json.JsonDocument.Kind;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {
    private static final String SAMPLE = """
            { "id": 9007199254740993, "name" : "J\\u00f6rg \\"x\\" \\ud83d\\ude00 é€😀",
              "list": [1, 2.50, -0, 1e3, [], {}, null, true, false],
              "nested": {"a": {"b": ["c"]}}, "empty": "" }
            """;

    private static JsonDocument parse(String text) {
        return JsonDocument.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }

    private static int at(JsonDocument document, String... names) {
        int node = 0;
        for (String name : names) {
            node = document.member(node, name);
        }
        return node;
    }

    @Test
    void nodes_areWalked_inDocumentOrder() {
        JsonDocument document = parse(SAMPLE);
        assertThat(document.kind(0)).isEqualTo(Kind.OBJECT);
        assertThat(document.size(0)).isEqualTo(5);
        StringBuilder names = new StringBuilder();
        for (int node = document.firstChild(0); node >= 0; node = document.nextSibling(node)) {
            names.append(document.name(node)).append(' ');
            assertThat(document.parent(node)).isZero();
        }
        assertThat(names).hasToString("id name list nested empty ");
        int list = at(document, "list");
        StringBuilder texts = new StringBuilder();
        for (int node = document.firstChild(list); node >= 0; node = document.nextSibling(node)) {
            texts.append(document.kind(node))
                    .append('=')
                    .append(document.text(node))
                    .append(' ');
        }
        assertThat(texts)
                .hasToString("NUMBER=1 NUMBER=2.50 NUMBER=-0 NUMBER=1e3 ARRAY=[] OBJECT={} NULL=null BOOLEAN=true"
                        + " BOOLEAN=false ");
        assertThat(document.text(at(document, "nested", "a", "b"))).isEqualTo("[\"c\"]");
        assertThat(document.parent(0)).isEqualTo(-1);
        assertThat(document.nextSibling(0)).isEqualTo(-1);
    }

    @Test
    void strings_areDecoded_withTheirEscapes() {
        JsonDocument document = parse(SAMPLE);
        assertThat(document.text(at(document, "name"))).isEqualTo("Jörg \"x\" 😀 é€😀");
        assertThat(document.isPlain(at(document, "name"))).isFalse();
        assertThat(document.text(at(document, "empty"))).isEmpty();
        assertThat(document.isPlain(at(document, "empty"))).isTrue();
        assertThat(parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0000\"").text(0)).isEqualTo("\"\\/\b\f\n\r\t\0");
    }

    @Test
    void members_areFound_howeverTheirNamesAreWritten() {
        JsonDocument document = parse("{\"a\\\"b\":1,\"\\u0061\":2,\"é\":3,\"\":4,\"ab\":5,\"x\":{\"a\":6}}");
        assertThat(document.text(at(document, "a\"b"))).isEqualTo("1");
        assertThat(document.text(at(document, "a"))).isEqualTo("2");
        assertThat(document.text(at(document, "é"))).isEqualTo("3");
        assertThat(document.text(at(document, ""))).isEqualTo("4");
        assertThat(document.text(at(document, "x", "a"))).isEqualTo("6");
        assertThat(document.member(0, "abc")).isEqualTo(-1);
        assertThat(document.member(0, "x\":{\"a")).isEqualTo(-1);
        assertThat(document.member(at(document, "ab"), "a")).isEqualTo(-1);
        assertThat(document.name(at(document, "é"))).isEqualTo("é");
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, true",
        "9223372036854775807, true",
        "9223372036854775808, false",
        "9999999999999999999, false",
        "-9223372036854775808, true",
        "-9223372036854775809, false",
        "-9999999999999999999, false",
        "18446744073709551616, false",
        "0, true",
        "-0, true",
        "1.0, false",
        "1e2, false",
        "123456789012345678, true"
    })
    void integers_areExact_whenTheyFit(String text, boolean fits) {
        for (String around : new String[] {"%s", "[0,%s]", "{\"a\":{\"b\":[%s]}}", " %s "}) {
            JsonDocument document = parse(String.format(around, text));
            int node = 0;
            while (document.kind(node) != Kind.NUMBER || !document.text(node).equals(text)) {
                node++;
            }
            assertThat(document.isInt64(node)).isEqualTo(fits);
            if (fits) {
                assertThat(document.int64(node)).isEqualTo(Long.parseLong(text));
            }
        }
    }

    @Test
    void decimals_keepTheirDigits() {
        assertThat(parse("[1.10000000000000000001]").text(1)).isEqualTo("1.10000000000000000001");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{1:1}",
                "{\"a\":1 \"b\":2}",
                "[1}",
                "{\"a\":1]",
                "01",
                "-",
                "+1",
                ".5",
                "1.",
                "1e",
                "1e+",
                "-01",
                "0x1F",
                "NaN",
                "Infinity",
                "-Infinity",
                "nul",
                "nulll",
                "True",
                "1 2",
                "{} {}",
                "\"a",
                "\"\\x\"",
                "\"\\u12\"",
                "\"\\u12G4\"",
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800\\ud800\"",
                "\"\\ud800x\"",
                "\"\\ud800\\n\"",
                "\"tab\there\"",
                "\"line\nfeed\"",
                "\"\\",
                "\"\\u",
                "\"\\ud800\\u",
                "/*c*/1",
                "1//c",
                "\uFEFF1",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "{\"x\":{\"é\":1,\"\\u00e9\":2}}"
            })
    void text_isRefused_whenItIsNotStrictJson(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(JsonException.class).hasMessageStartingWith("line ");
    }

    @Test
    void bytes_areRefused_whenTheyAreNotUtf8() {
        int[][] broken = {
            {0x80},
            {0xC0, 0x80},
            {0xC1, 0xBF},
            {0xC3},
            {0xC3, 0x28},
            {0xE0, 0x80, 0x80},
            {0xE2, 0x82},
            {0xED, 0xA0, 0x80},
            {0xF0, 0x80, 0x80, 0x80},
            {0xF4, 0x90, 0x80, 0x80},
            {0xF5, 0x80, 0x80, 0x80},
            {0xFF},
            {0xF0, 0x9F, 0x98, 0x28}
        };
        for (int[] bytes : broken) {
            byte[] text = new byte[bytes.length + 2];
            text[0] = '"';
            for (int i = 0; i < bytes.length; i++) {
                text[i + 1] = (byte) bytes[i];
            }
            text[text.length - 1] = '"';
            assertThatThrownBy(() -> JsonDocument.parse(text, JsonLimits.DEFAULT))
                    .as(Arrays.toString(bytes))
                    .isInstanceOf(JsonException.class)
                    .hasMessageContaining("UTF-8");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":\\n  "é", x}      | line 2, column 8: x (expected: a name in double quotes)
            [1,\\n\\n2,,]          | line 3, column 3: , (expected: a value)
            [1 2]                  | line 1, column 4: 2 (expected: , or ])
            {"a" 1}                | line 1, column 6: 1 (expected: a colon)
            [1                     | line 1, column 3: the text ends here (expected: , or ])
            {"é":1,"é":2}          | line 1, column 8: a second é (expected: each name once in an object)
            [NaN]                  | line 1, column 2: NaN (expected: a value)
            "\\ud800"              | line 1, column 2: half of a surrogate pair (expected: both halves)
            """)
    void message_namesLineAndColumn(String text, String message) {
        assertThatThrownBy(() -> parse(text.replace("\\n", "\n"))).hasMessage(message);
    }

    @Test
    void everyPrefix_isRefused_andNothingElseThrown() {
        byte[] whole = SAMPLE.strip().getBytes(StandardCharsets.UTF_8);
        for (int cut = 0; cut < whole.length; cut++) {
            byte[] part = Arrays.copyOf(whole, cut);
            assertThatThrownBy(() -> JsonDocument.parse(part, JsonLimits.DEFAULT))
                    .as("cut at %d", cut)
                    .isInstanceOf(JsonException.class);
        }
    }

    @Test
    void depth_isLimited_andCostsNoStack() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        assertThatThrownBy(() -> parse(deep)).hasMessage("line 1, column 129: nested deeper than 128 levels");
        assertThatThrownBy(() -> parse("{\"a\":".repeat(10_000))).hasMessageContaining("nested deeper than 128 levels");
        JsonDocument document =
                JsonDocument.parse(deep.getBytes(StandardCharsets.US_ASCII), new JsonLimits(10_000, 1_000));
        assertThat(document.size(9_998)).isOne();
        assertThat(document.size(9_999)).isZero();
        assertThat(parse("[".repeat(128) + "]".repeat(128)).end(0)).isEqualTo(256);
    }

    @Test
    void number_isRefused_whenItIsTooLong() {
        assertThat(parse("1".repeat(1_000)).isInt64(0)).isFalse();
        assertThatThrownBy(() -> parse("1".repeat(1_001)))
                .hasMessage("line 1, column 1: a number of 1001 characters (expected: at most 1000)");
    }

    @Test
    void longString_isKept_whole() {
        String text = "é0123456789".repeat(100_000);
        assertThat(parse("[\"" + text + "\"]").text(1)).isEqualTo(text);
    }

    @Test
    void wideObjects_takeLinearTime_andStillShowDuplicates() {
        StringBuilder wide = new StringBuilder("{");
        for (int i = 0; i < 200_000; i++) {
            wide.append('"').append(i).append("\":0,");
        }
        byte[] good = (wide + "\"last\":1}").getBytes(StandardCharsets.US_ASCII);
        byte[] twice = (wide + "\"\\u0037\":1}").getBytes(StandardCharsets.US_ASCII);
        Assertions.assertTimeout(Duration.ofSeconds(10), () -> {
            JsonDocument document = JsonDocument.parse(good, JsonLimits.DEFAULT);
            assertThat(document.text(document.member(0, "last"))).isEqualTo("1");
            assertThatThrownBy(() -> JsonDocument.parse(twice, JsonLimits.DEFAULT))
                    .hasMessageContaining("a second 7 ");
        });
    }

    @Test
    void duplicates_areFound_inObjectsOfEverySize() {
        for (int size = 2; size < 40; size++) {
            for (int again = 0; again < size - 1; again++) {
                StringBuilder text = new StringBuilder("{");
                for (int i = 0; i < size - 1; i++) {
                    text.append("\"k").append(i).append("\":[{}],");
                }
                String twice = text + "\"k" + again + "\":1}";
                assertThatThrownBy(() -> parse(twice)).hasMessageContaining("a second k" + again + " ");
            }
        }
    }

    @Test
    void buffer_staysAsItWas() {
        ByteBuf buffer = Unpooled.copiedBuffer("xx[1]yy", StandardCharsets.US_ASCII);
        buffer.readerIndex(2).writerIndex(5);
        JsonDocument document = JsonDocument.parse(buffer, JsonLimits.DEFAULT);
        assertThat(buffer.readerIndex()).isEqualTo(2);
        assertThat(buffer.writerIndex()).isEqualTo(5);
        buffer.setByte(3, '9');
        assertThat(document.text(1)).isEqualTo("1");
        buffer.release();
    }

    @Test
    void start_andEnd_frameTheText() {
        JsonDocument document = parse(" {\"a\" : \"bc\"} ");
        assertThat(new String(
                        document.bytes(),
                        document.start(1),
                        document.end(1) - document.start(1),
                        StandardCharsets.UTF_8))
                .isEqualTo("bc");
        assertThat(document.start(0)).isEqualTo(1);
        assertThat(document.end(0)).isEqualTo(13);
    }
}
