package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trestle.filter.FieldMap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairsTest {
    /** By hand from the specification: a count, two lengths, name NUL value NUL. */
    private static final byte[] A_IS_BC =
            HexFormat.of().parseHex("01000000" + "01000000" + "02000000" + "61" + "00" + "6263" + "00");

    @Test
    void fields_areTheBytesOfTheSpecification() {
        FieldMap fields = new FieldMap();
        fields.add("A", "bc");
        assertThat(Pairs.encode(fields)).isEqualTo(A_IS_BC);
        assertThat(Pairs.encode(new FieldMap())).isEmpty();
    }

    @Test
    void bytes_areTheFieldsOfTheSpecification() {
        FieldMap fields = Objects.requireNonNull(Pairs.decode(A_IS_BC));
        assertThat(fields.size()).isEqualTo(1);
        assertThat(fields.get("a")).isEqualTo("bc");
        for (byte[] none : new byte[][] {{}, {0}, {0, 0, 0, 0}}) {
            assertThat(Objects.requireNonNull(Pairs.decode(none)).size()).isZero();
        }
    }

    @Test
    void bytes_areNoFields_whenTheyAreCutOrGoOn() {
        for (int length = 1; length < A_IS_BC.length; length++) {
            assertThat(Pairs.decode(Arrays.copyOf(A_IS_BC, length)))
                    .as("%d bytes", length)
                    .isNull();
        }
        assertThat(Pairs.decode(Arrays.copyOf(A_IS_BC, A_IS_BC.length + 1))).isNull();
        assertThat(Pairs.decode(HexFormat.of().parseHex("01000000ffffffffffffffff61006263")))
                .isNull();
        assertThat(Pairs.decode(HexFormat.of().parseHex("ffffff7f"))).isNull();
    }

    @Test
    void bytes_neverThrow_whenTheyAreRandom() {
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            if (bytes.length > 4) {
                Arrays.fill(bytes, 1, 4, (byte) 0);
                bytes[0] = (byte) random.nextInt(4);
            }
            assertThatCode(() -> Pairs.decode(bytes)).doesNotThrowAnyException();
        }
    }

    /** Against one text after the other, which has no fast way. */
    @Test
    void fields_areTheBytesOfTheirTexts_whateverTheyAreMadeOf() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            FieldMap fields = new FieldMap();
            for (int field = random.nextInt(6); field >= 0; field--) {
                fields.add(text(random, 0x7F), text(random, i % 3 == 0 ? 0x7F : i % 3 == 1 ? 0xFF : 0xFFFF));
            }
            int count = fields.size();
            ByteBuffer bytes = ByteBuffer.wrap(Pairs.encode(fields)).order(ByteOrder.LITTLE_ENDIAN);
            assertThat(bytes.getInt()).isEqualTo(count);
            int data = 4 + 8 * count;
            for (int part = 0; part < 2 * count; part++) {
                byte[] text = Text.toGuest(part % 2 == 0 ? fields.name(part / 2) : fields.value(part / 2));
                assertThat(bytes.getInt()).isEqualTo(text.length);
                byte[] written = Arrays.copyOfRange(bytes.array(), data, data + text.length + 1);
                assertThat(written).isEqualTo(Arrays.copyOf(text, text.length + 1));
                data += text.length + 1;
            }
            assertThat(bytes.array()).hasSize(data);
        }
    }

    private static String text(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(60); length > 0; length--) {
            text.append((char) (random.nextInt(20) == 0 ? random.nextInt(most) + 1 : 'a'));
        }
        return text.toString();
    }

    @Test
    void value_staysUtf8ForTheGuest_whateverTheClientSent() {
        assertThat(Text.toGuest("plain")).isEqualTo("plain".getBytes(StandardCharsets.US_ASCII));
        assertThat(Text.toGuest("Ã©")).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(Text.toGuest("é")).isEqualTo("é".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void replace_leavesOneField_whereTheFirstOneStood() {
        FieldMap fields = new FieldMap();
        fields.add("a", "1");
        fields.add("B", "2");
        fields.add("b", "3");
        fields.add("c", "4");
        fields.replace("b", "5");
        fields.remove("C");
        assertThat(fields.size()).isEqualTo(2);
        assertThat(fields.name(1) + "=" + fields.value(1)).isEqualTo("b=5");
    }
}
