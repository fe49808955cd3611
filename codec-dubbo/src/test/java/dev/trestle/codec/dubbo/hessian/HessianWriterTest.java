package dev.trestle.codec.dubbo.hessian;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.com.caucho.hessian.io.Hessian2Input;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the bytes Dubbo's own writer makes, and against what Dubbo's own reader makes of ours. */
class HessianWriterTest {
    /** A class both sides have. */
    public static final class Point implements Serializable {
        private static final long serialVersionUID = 1L;

        int x;
        long y;
        List<Point> others;

        @Override
        public String toString() {
            return x + "," + y + others;
        }
    }

    private static final HessianClass POINT = new HessianClass(Point.class.getName(), List.of("x", "y", "others"));

    static List<String[]> scalars() {
        return Vectors.lines("hessian2-values-json.tsv").stream()
                .filter(line -> line[1].startsWith("lite4"))
                .filter(line -> line[0].matches("(int|long|double) .*") && !line[0].equals("double -0.0"))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scalars")
    void number_hasTheBytesOfDubbosWriter(String name, String encoder, String hex, String json) {
        String[] words = name.split(" ");
        ByteBuf out = Unpooled.buffer();
        HessianWriter writer = new HessianWriter(out);
        switch (words[0]) {
            case "int" -> writer.int32(Integer.parseInt(words[1]));
            case "long" -> writer.int64(Long.parseLong(words[1]));
            default -> writer.float64(Double.parseDouble(words[1]));
        }
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(hex);
    }

    @Test
    void negativeZero_keepsItsSign() {
        assertThat(hex(out -> out.float64(-0.0))).isEqualTo("448000000000000000");
    }

    @Test
    void double_isTheSame_whenReadBack() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = i % 2 == 0
                    ? Double.longBitsToDouble(random.nextLong())
                    : Math.round(random.nextGaussian() * 1e6) / Math.pow(10, random.nextInt(6));
            assertThat(Double.doubleToLongBits((Double) read(out -> out.float64(value))))
                    .isEqualTo(Double.doubleToLongBits(value));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 1023, 1024, 32767, 32768, 32769, 65535, 65536, 65537, 100_000})
    void text_isTheSame_whenReadBack(int units) throws IOException {
        for (String unit : List.of("a", "\u00e9", "\u4e2d", "a\uD83D\uDE00")) {
            String text = unit.repeat(units).substring(0, units);
            String sent = Character.isHighSurrogate(text.isEmpty() ? 'a' : text.charAt(units - 1))
                    ? text.substring(1) + "b"
                    : text;
            assertThat(read(out -> out.string(sent))).isEqualTo(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 16, 1023, 1024, 32768, 32769, 65536, 100_000})
    void bytes_areTheSame_whenReadBack(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        assertThat(read(out -> out.binary(bytes))).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, 1, 60_000, -60_000, 1_700_000_000_123L, Long.MAX_VALUE, Long.MIN_VALUE, 180_000_000_000_000L})
    void date_isTheSame_whenReadBack(long millis) throws IOException {
        assertThat(read(out -> out.date(millis))).isEqualTo(new java.util.Date(millis));
    }

    @Test
    void date_hasTheBytesOfDubbosWriter() {
        assertThat(hex(out -> out.date(1_699_999_980_000L))).isEqualTo("4b01b05515");
        assertThat(hex(out -> out.date(1_700_000_000_123L))).isEqualTo("4a0000018bcfe5687b");
        assertThat(hex(out -> out.date(-60_000))).isEqualTo("4bffffffff");
    }

    @Test
    void object_isMadeWithoutTheFieldsThatAreLeftOut() throws IOException {
        assertThat(read(out -> {
                    out.beginObject(POINT, 0b010);
                    out.int64(5);
                }))
                .hasToString("0,5null");
    }

    @Test
    void objects_shareADefinition_whenTheyHaveTheSameFields() throws IOException {
        Consumer<HessianWriter> three = out -> {
            out.list(3);
            for (int i = 0; i < 3; i++) {
                out.beginObject(POINT, i == 1 ? 0b001 : 0b011);
                out.int32(i);
                if (i != 1) {
                    out.int64(i);
                }
            }
        };
        assertThat(read(three)).hasToString("[0,0null, 1,0null, 2,2null]");
        assertThat(count(hex(three), "506f696e74")).as("definitions of Point").isEqualTo(2);
    }

    @Test
    void objects_becomeMaps_whenThereAreTooManyDefinitions() throws IOException {
        List<HessianClass> classes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            classes.add(new HessianClass(Point.class.getName(), List.of("x", "y", "others")));
        }
        Object read = read(out -> {
            out.list(40);
            for (int i = 0; i < 40; i++) {
                boolean object = out.beginObject(classes.get(i), 1);
                if (!object) {
                    out.fieldName(classes.get(i), 0);
                }
                out.int32(i);
                if (!object) {
                    out.endMap();
                }
            }
        });
        assertThat((List<?>) read).hasSize(40).last().hasToString("39,0null");
    }

    @Test
    void object_isAMap_whenItsClassHasMoreFieldsThanALongHasBits() {
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < 65; i++) {
            fields.add("f" + i);
        }
        ByteBuf out = Unpooled.buffer();
        assertThat(new HessianWriter(out).beginObject(new HessianClass("a.Wide", fields), 1))
                .isFalse();
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("4d06612e57696465");
    }

    @Test
    void lists_nameTheirTypeOnce() throws IOException {
        Consumer<HessianWriter> lists = out -> {
            out.list(2);
            for (int i = 0; i < 2; i++) {
                out.list("[int", 2);
                out.int32(i);
                out.int32(9);
            }
        };
        assertThat(hex(lists)).isEqualTo("7a72045b696e749099" + "72909199");
        assertThat(((List<?>) read(lists)).toArray()).isEqualTo(new Object[] {new int[] {0, 9}, new int[] {1, 9}});
    }

    @Test
    void list_hasALengthOfItsOwn_whenLongerThanSeven() throws IOException {
        assertThat(read(out -> {
                    out.list("java.util.HashSet", 9);
                    for (int i = 0; i < 9; i++) {
                        out.int32(i);
                    }
                }))
                .isInstanceOf(java.util.HashSet.class)
                .asString()
                .contains("8");
    }

    @Test
    void map_isTheSame_whenReadBack() throws IOException {
        assertThat(read(out -> {
                    out.beginMap();
                    out.string("a");
                    out.nullValue();
                    out.string("b");
                    out.bool(true);
                    out.endMap();
                }))
                .hasToString("{a=null, b=true}");
    }

    private static int count(String text, String part) {
        return text.split(part, -1).length - 1;
    }

    private static String hex(Consumer<HessianWriter> values) {
        ByteBuf out = Unpooled.buffer();
        values.accept(new HessianWriter(out));
        return ByteBufUtil.hexDump(out);
    }

    private static Object read(Consumer<HessianWriter> values) throws IOException {
        byte[] bytes = HexFormat.of().parseHex(hex(values));
        Hessian2Input in = new Hessian2Input(new ByteArrayInputStream(bytes));
        return in.readObject();
    }
}
