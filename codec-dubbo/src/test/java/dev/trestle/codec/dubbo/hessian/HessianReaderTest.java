package dev.trestle.codec.dubbo.hessian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.json.JsonOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HessianReaderTest {
    private static final String P = "43 0150 91 0161"; // class P { a }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "4c 0020000000000001, 9007199254740993",
        "4c 8000000000000000, -9223372036854775808",
        "5f 00000001, 0.001",
        "44 8000000000000000, -0.0",
        "44 7ff8000000000000, '\"NaN\"'",
        "03 eda080 41 42, '\"\uFFFDAB\"'", // a lone high surrogate
        "01 edb080, '\"\uFFFD\"'", // a lone low one
        "02 f09f9880, '\"\uD83D\uDE00\"'", // real UTF-8 counts for two units
        "02 eda0bdedb880, '\"\uD83D\uDE00\"'",
        "52 0001 eda0bd 01 edb880, '\"\uD83D\uDE00\"'", // a pair in two chunks
        "52 0001 61 52 0000 53 0001 62, '\"ab\"'",
        "41 0001 01 41 0001 02 21 03, '\"AQID\"'",
        "4a 0000018bcfe5687b, '\"2023-11-14T22:13:20.123Z\"'",
        "4a ffffffffffffffff, '\"1969-12-31T23:59:59.999Z\"'",
        "4a fffc000000000000, '\"-33709-08-27T01:52:37.376Z\"'",
        "55 0178 91 92 5a, '[1,2]'",
        "57 5a, '[]'",
        "56 0178 92 91 92, '[1,2]'",
        "79 70 0178, '[[]]'",
        "4d 0178 0161 91 5a, '{\"a\":1}'",
        "48 91 0161 e2 0162 5c 0163 54 0164 5a, '{\"1\":\"a\",\"2\":\"b\",\"1.0\":\"c\",\"true\":\"d\"}'",
        "48 4e 91 5a, '{\"null\":1}'",
        "48 4b00000000 91 5a, '{\"1970-01-01T00:00:00.000Z\":1}'",
        "48 01 c3a9 91 5a, '{\"\u00e9\":1}'",
    })
    void value_isItsJson(String hex, String json) {
        assertThat(Reading.json(hex)).isEqualTo(json);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'', ends inside",
        "40, begins with 0x40",
        "5a, begins with 0x5a",
        "51 90, not there",
        "79 51 90, contains itself",
        "79 51 91, not there",
        "48 0161 51 90 5a, contains itself",
        "60, not defined",
        "4f 90, not defined",
        "43 0141 90 90, without an object",
        "43 0141 8f, negative count",
        "58 497fffffff, a list of 2147483647 elements",
        "56 0178 4980000000, negative count",
        "58 94 91, a list of 4 elements",
        "72 90 91 92, not named",
        "43 0141 497fffffff 60, a class of 2147483647 fields",
        "53 ffff 61, ends inside",
        "42 ffff 61, ends inside",
        "52 0001 61 91, chunk",
        "41 0001 61 01, chunk",
        "01 ff, not UTF-8",
        "01 80, not UTF-8",
        "01 c3, ends inside",
        "48 0161 91 0161 92 5a, same name",
        "48 91 91 0131 92 5a, same name", // 1 and "1"
        "48 79 91 91 5a, where text has to be", // a list as a key
    })
    void value_isADefect(String hex, String detail) {
        assertThatThrownBy(() -> Reading.json(hex))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.DECODE_FAILED))
                .hasMessageContaining(detail);
    }

    @Test
    void reference_isWrittenOutWhereItStands() {
        assertThat(Reading.json("7a 79 91 51 91")).isEqualTo("[[1],[1]]");
    }

    @Test
    void reference_meansTheObjectInAnEarlierValueToo() {
        assertThat(Reading.json("79 91 51 90")).isEqualTo("[1] [1]");
    }

    @Test
    void reference_definesNothingTwice_whenItsObjectDefinedAClass() {
        // [P{1}, Q{2}, ref to the first, P{3}, Q{4}]
        String json = Reading.json("7d" + P + "60 91" + "43 0151 91 0162 61 92" + "51 91 60 93 61 94");
        assertThat(json).isEqualTo("[{\"a\":1},{\"b\":2},{\"a\":1},{\"a\":3},{\"b\":4}]");
    }

    @Test
    void reference_isFollowedThroughAnother() {
        // [P{[1]}, P{ref to [1]}, ref to the second P]
        assertThat(Reading.json("7b" + P + "60 79 91" + "60 51 92" + "51 93"))
                .isEqualTo("[{\"a\":[1]},{\"a\":[1]},{\"a\":[1]}]");
    }

    @Test
    void reference_isADefect_whenACycleHidesInWhatWasPassedOver() {
        // A throwable's hidden cause is a list that holds itself; an own field refers to it.
        String thrown = "43 0145 94 0d" + text("detailMessage") + "0a" + text("stackTrace") + "05" + text("cause")
                + "03" + text("own") + "60 4e 4e 79 51 91 51 91";
        assertThatThrownBy(() -> Reading.json(thrown)).hasMessageContaining("contains itself");
    }

    @Test
    void references_areADefect_whenTheyExpandWithoutEnd() {
        StringBuilder hex = new StringBuilder("58 b0".replace("b0", "ac") + "7a 91 92");
        for (int i = 1; i < 28; i++) {
            hex.append("7a 51")
                    .append(HexFormat.of().toHexDigits((byte) (0x90 + i)))
                    .append("51")
                    .append(HexFormat.of().toHexDigits((byte) (0x90 + i)));
        }
        byte[] bomb = HexFormat.of().parseHex(hex.toString().replace(" ", ""));
        assertThatThrownBy(() -> Reading.json(bomb, HessianReader.ClassKeys.KEEP, new JsonOptions(false, 1 << 20)))
                .isInstanceOfSatisfying(
                        FailureException.class, e -> assertThat(e.failure()).isEqualTo(Failure.REPLY_TOO_LARGE));
    }

    @Test
    void references_areADefect_whenTheyExpandWithoutAByteOfJson() {
        // Each element refers twice to one before, from inside a shadowed field that is passed over: nothing grows but
        // time.
        StringBuilder hex = new StringBuilder("57 43 0145 92 0161 0161 60 42ffff" + "00".repeat(0xffff) + "91");
        hex.append("5191".repeat(100_000)).append("5a");
        assertThatThrownBy(() -> Reading.json(hex.toString())).hasMessageContaining("expand without end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"79", "48 0161", "57", "4d 0178 0161", "71 0178"})
    void value_isADefect_whenNestedTenThousandDeep(String level) {
        assertThatThrownBy(() -> Reading.json(level.repeat(10_000))).hasMessageContaining("nested deeper");
    }

    @Test
    void object_isADefect_whenNestedTenThousandDeep() {
        assertThatThrownBy(() -> Reading.json(P + "60".repeat(10_000))).hasMessageContaining("nested deeper");
    }

    @Test
    void value_isWritten_whenNestedAHundredDeep() {
        assertThat(Reading.json("79".repeat(100) + "91")).isEqualTo("[".repeat(100) + "1" + "]".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "58 497fffffff 91",
                "56 075b6f626a656374 497fffffff",
                "53 ffff",
                "42 ffff",
                "43 0141 497fffffff",
                "52 ffff 61",
                "43 146a6176612e6d6174682e426967496e7465676572 92 067369676e756d 036d6167 60 91 58 497fffffff"
            })
    void memory_isBoundedByWhatIsThere_notByWhatIsClaimed(String hex) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertThatThrownBy(() -> Reading.json(hex)).isInstanceOf(FailureException.class);
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> Reading.json(hex)).isInstanceOf(FailureException.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(300_000);
    }

    @Test
    void classKeys_areLeftOutAtAnyDepth_whenTheyAreDropped() {
        byte[] generic = HexFormat.of()
                .parseHex(
                        "480563" + "6c617373" + "0141" + "0161" + "79" + "4805636c617373" + "7991" + "0162925a" + "5a");
        assertThat(Reading.json(generic, HessianReader.ClassKeys.DROP, JsonOptions.DEFAULT))
                .isEqualTo("{\"a\":[{\"b\":2}]}");
        assertThat(Reading.json(generic)).isEqualTo("{\"class\":\"A\",\"a\":[{\"class\":[1],\"b\":2}]}");
    }

    @Test
    void longs_areStrings_whenTheOptionsSayMore() {
        byte[] both = HexFormat.of().parseHex("7a4c002000000000000191");
        assertThat(Reading.json(both, HessianReader.ClassKeys.KEEP, new JsonOptions(true, 100)))
                .isEqualTo("[\"9007199254740993\",1]");
    }

    @Test
    void enum_isAnObject_whenItsClassIsSaidToBeOne() {
        byte[] tag = HexFormat.of().parseHex("43" + "05612e546167" + "91" + "046e616d65" + "60" + "0178");
        assertThat(Reading.json(tag)).isEqualTo("\"x\"");
        assertThat(Reading.json(
                        tag, new ClassShapes(Set.of("a.Tag")), HessianReader.ClassKeys.KEEP, JsonOptions.DEFAULT))
                .isEqualTo("{\"name\":\"x\"}");
    }

    @Test
    void enum_isAnObject_whenItsNameIsNoText() {
        assertThat(Reading.json("43 05612e546167 91 046e616d65 60 91")).isEqualTo("{\"name\":1}");
    }

    @Test
    void enum_isTheNameOfAMapEntry() {
        assertThat(Reading.json("48 43 0145 91 046e616d65 60 0352 4544 91 5a")).isEqualTo("{\"RED\":1}");
    }

    @Test
    void throwable_isShownWithoutItsInsides() {
        String thrown = "43 0145 94 0d" + text("detailMessage") + "0a" + text("stackTrace") + "05" + text("cause")
                + "04" + text("code") + "60 0162 7a 91 92 51 90 9a";
        assertThat(Reading.json(thrown)).isEqualTo("{\"message\":\"b\",\"code\":10}");
    }

    @ParameterizedTest
    @CsvSource({
        "year, 4980000000, 91, 91",
        "month, 91, 9d, 91",
        "day, 91, 91, b0",
        "number, 91, 0141, 91",
    })
    void date_isADefect_whenItsPartsCannotBe(String part, String year, String month, String day) {
        String name = "com.alibaba.com.caucho.hessian.io.java8.LocalDateHandle";
        assertThatThrownBy(() -> Reading.json("43 30" + HexFormat.of().toHexDigits((byte) name.length()) + text(name)
                        + "93 0479656172 056d6f6e7468 03646179 60" + year + month + day))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining(part);
    }

    @Test
    void bigDecimal_isADefect_whenItIsNoNumber() {
        assertThatThrownBy(() -> Reading.json(decimal("0178"))).hasMessageContaining("no number");
    }

    @Test
    void bigDecimal_isExactWithItsScale() {
        assertThat(Reading.json(decimal("06312e31303030"))).isEqualTo("1.1000");
        assertThat(Reading.json(decimal("04314531 30".replace(" ", "")))).isEqualTo("10000000000");
    }

    @Test
    void bigDecimal_isNoMemoryBomb_whenItsExponentIsHuge() {
        assertThat(Reading.json(decimal("0b" + text("1E999999999")))).isEqualTo("1E+999999999");
    }

    @Test
    void end_isADefect_whenBytesAreLeft() {
        ByteBuf in = Unpooled.wrappedBuffer(new byte[] {(byte) 0x91, 0});
        HessianReader reader = new HessianReader(in, 0, new ClassShapes(Set.of()), HessianReader.ClassKeys.KEEP);
        assertThat(reader.int32()).isEqualTo(1);
        assertThatThrownBy(reader::end).hasMessageContaining("1 bytes follow");
    }

    @Test
    void shapes_areBounded_andGoOnWhenFull() {
        ClassShapes shapes = new ClassShapes(Set.of());
        for (int i = 0; i < 5000; i++) {
            byte[] object = HexFormat.of()
                    .parseHex("43" + "30" + "0b"
                            + text("com.a%05d".formatted(i) + "xx").substring(0, 22) + "91" + "02"
                            + text("%02d".formatted(i % 100)) + "60" + "91");
            assertThat(Reading.json(object, shapes, HessianReader.ClassKeys.KEEP, JsonOptions.DEFAULT))
                    .isEqualTo("{\"%02d\":1}".formatted(i % 100));
        }
    }

    private static String decimal(String value) {
        return "43 14" + text("java.math.BigDecimal") + "91 05" + text("value") + "60" + value;
    }

    private static String text(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
