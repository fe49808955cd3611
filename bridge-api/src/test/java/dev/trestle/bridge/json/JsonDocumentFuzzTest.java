package dev.trestle.bridge.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Random and randomly broken texts: what the parser takes and how it reads it is what an independent parser says. */
class JsonDocumentFuzzTest {
    private static final JsonMapper ORACLE = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .build();
    private static final String[] STRINGS = {
        "",
        "a",
        "b",
        "name",
        "é",
        "€uro",
        "\\u0061",
        "\\n",
        "\\\"",
        "\\\\",
        "\\ud83d\\ude00",
        "😀",
        "\\/",
        "long ".repeat(20)
    };
    private static final String[] SCALARS = {
        "0",
        "-0",
        "1",
        "-17",
        "9007199254740993",
        "-9223372036854775808",
        "9223372036854775808",
        "1.10",
        "1e3",
        "-2.5E-7",
        "1.10000000000000000001",
        "true",
        "false",
        "null"
    };
    private static final String NOISE = "{}[]\",:\\u0eE+-.1tfn \n\t/d8\u0001é";

    private final Random random = new Random(20_261_121);

    @Test
    void texts_areReadAsTheOracleReadsThem() {
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            generate(text, 0);
            compare(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void brokenTexts_areTakenOrRefusedAsTheOracleDoes() {
        int taken = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder();
            generate(text, 2);
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
                bytes = edited(bytes);
            }
            taken += compare(bytes) ? 1 : 0;
        }
        assertThat(taken).isBetween(1_000, 25_000);
    }

    private byte[] edited(byte[] bytes) {
        byte[] noise = NOISE.getBytes(StandardCharsets.UTF_8);
        int at = random.nextInt(bytes.length + 1);
        byte other = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : noise[random.nextInt(noise.length)];
        ByteBuffer out = ByteBuffer.allocate(bytes.length + 1);
        out.put(bytes, 0, at);
        int kind = random.nextInt(3);
        if (kind != 0) {
            out.put(other);
        }
        int from = Math.min(bytes.length, kind == 1 ? at : at + 1);
        out.put(bytes, from, bytes.length - from);
        byte[] edited = new byte[out.position()];
        out.get(0, edited);
        return edited;
    }

    private void generate(StringBuilder out, int depth) {
        space(out);
        int kind = random.nextInt(depth > 5 ? 4 : 8);
        if (kind < 2) {
            out.append(SCALARS[random.nextInt(SCALARS.length)]);
        } else if (kind < 4) {
            string(out);
        } else {
            boolean object = kind < 6;
            out.append(object ? '{' : '[');
            int size = random.nextInt(10) == 0 ? random.nextInt(40) : random.nextInt(4);
            for (int i = 0; i < size; i++) {
                out.append(i == 0 ? "" : ",");
                if (object) {
                    space(out);
                    string(out);
                    space(out);
                    out.append(':');
                }
                generate(out, size > 4 ? 6 : depth + 1);
            }
            out.append(object ? '}' : ']');
        }
        space(out);
    }

    private void string(StringBuilder out) {
        out.append('"');
        for (int n = random.nextInt(5); n > 0; n--) {
            out.append(STRINGS[random.nextInt(STRINGS.length)]);
        }
        out.append('"');
    }

    private void space(StringBuilder out) {
        if (random.nextInt(6) == 0) {
            out.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }

    /** Whether both take the text; fails where they differ. */
    private static boolean compare(byte[] bytes) {
        String shown = new String(bytes, StandardCharsets.UTF_8);
        JsonNode expected;
        try {
            expected = oracle(bytes);
        } catch (NumberFormatException hugeExponent) {
            return false; // the oracle makes numbers of what is text to us, and has a limit there
        }
        JsonDocument document;
        try {
            document = JsonDocument.parse(bytes, JsonLimits.DEFAULT);
        } catch (JsonException refused) {
            assertThat(expected)
                    .as("refused (%s): %s", refused.getMessage(), shown)
                    .isNull();
            return false;
        }
        assertThat(expected).as("taken: %s", shown).isNotNull();
        same(document, 0, expected);
        return true;
    }

    /** What the oracle reads; null for what it refuses, and for what it is laxer about than RFC 8259 and its UTF-8 allow. */
    private static JsonNode oracle(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            JsonNode node = ORACLE.readTree(bytes);
            return node == null || node.isMissingNode() || hasLoneSurrogate(node) ? null : node;
        } catch (CharacterCodingException | JacksonException refused) {
            return null;
        }
    }

    private static boolean hasLoneSurrogate(JsonNode node) {
        if (node.isString()) {
            return isBroken(node.stringValue());
        }
        boolean broken = false;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            broken |= isBroken(member.getKey()) || hasLoneSurrogate(member.getValue());
        }
        for (JsonNode element : node) {
            broken |= hasLoneSurrogate(element);
        }
        return broken;
    }

    private static boolean isBroken(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static void same(JsonDocument document, int node, JsonNode expected) {
        switch (document.kind(node)) {
            case NULL -> assertThat(expected.isNull()).isTrue();
            case BOOLEAN ->
                assertThat(expected.booleanValue())
                        .isEqualTo(document.text(node).equals("true"));
            case STRING -> assertThat(document.text(node)).isEqualTo(expected.stringValue());
            case NUMBER -> {
                assertThat(new BigDecimal(document.text(node))).isEqualByComparingTo(expected.decimalValue());
                boolean fits = expected.isIntegralNumber()
                        && expected.bigIntegerValue().bitLength() <= 63;
                assertThat(document.isInt64(node)).isEqualTo(fits);
                if (fits) {
                    assertThat(document.int64(node))
                            .isEqualTo(expected.bigIntegerValue().longValueExact());
                }
            }
            case ARRAY -> {
                assertThat(document.size(node)).isEqualTo(expected.size());
                int child = document.firstChild(node);
                for (JsonNode element : expected) {
                    same(document, child, element);
                    child = document.nextSibling(child);
                }
                assertThat(child).isEqualTo(-1);
            }
            case OBJECT -> {
                assertThat(document.size(node)).isEqualTo(expected.size());
                int child = document.firstChild(node);
                for (Iterator<Map.Entry<String, JsonNode>> members =
                                expected.properties().iterator();
                        members.hasNext(); ) {
                    Map.Entry<String, JsonNode> member = members.next();
                    assertThat(document.name(child)).isEqualTo(member.getKey());
                    assertThat(document.member(node, member.getKey())).isEqualTo(child);
                    same(document, child, member.getValue());
                    child = document.nextSibling(child);
                }
            }
        }
    }
}
