package dev.trestle.codec.dubbo.hessian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.json.JsonOptions;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What hessian-lite 3 and 4 and Caucho's own Hessian write, against what an independent decoder made of it. */
class HessianVectorsTest {
    private static final String VALUES = "hessian2-values-json.tsv";
    private static final int FLIPS_PER_VECTOR = 400;

    static List<String[]> values() {
        return Vectors.lines(VALUES);
    }

    @ParameterizedTest(name = "{0} by {1}")
    @MethodSource("values")
    void value_isTheExpectedJson(String name, String encoder, String hex, String expected) {
        if (expected.equals("CYCLE")) {
            assertThatThrownBy(() -> Reading.json(hex))
                    .isInstanceOf(FailureException.class)
                    .hasMessageContaining("contains itself");
        } else {
            assertThat(Reading.json(hex)).isEqualTo(expected);
        }
    }

    @Test
    void value_isTheSame_whenItsClassWasSeenBefore() {
        ClassShapes shapes = new ClassShapes(Set.of());
        for (int round = 0; round < 2; round++) {
            for (String[] line : values()) {
                if (!line[3].equals("CYCLE")) {
                    byte[] bytes = HexFormat.of().parseHex(line[2]);
                    assertThat(Reading.json(bytes, shapes, HessianReader.ClassKeys.KEEP, JsonOptions.DEFAULT))
                            .as(line[0])
                            .isEqualTo(line[3]);
                }
            }
        }
    }

    @Test
    void value_isPassedOver_whereItEnds() {
        for (String[] line : values()) {
            if (line[3].equals("CYCLE")) {
                continue;
            }
            ByteBuf in = Unpooled.wrappedBuffer(HexFormat.of().parseHex(line[2]));
            HessianReader reader = new HessianReader(in, 0, new ClassShapes(Set.of()), HessianReader.ClassKeys.KEEP);
            while (reader.hasMore()) {
                reader.skip();
            }
            reader.end();
        }
    }

    @Test
    @Timeout(60)
    void value_isReadOrADefect_whenCutAnywhere() {
        for (String[] line : values()) {
            byte[] bytes = HexFormat.of().parseHex(line[2]);
            for (int length = 1; length < bytes.length; length++) {
                readOrDefect(line[0], java.util.Arrays.copyOf(bytes, length));
            }
        }
    }

    @Test
    @Timeout(60)
    void value_isReadOrADefect_whenBytesAreFlipped() {
        Random random = new Random(20261121);
        for (String[] line : values()) {
            byte[] bytes = HexFormat.of().parseHex(line[2]);
            for (int i = 0; i < FLIPS_PER_VECTOR; i++) {
                byte[] flipped = bytes.clone();
                for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                    flipped[random.nextInt(flipped.length)] = (byte) random.nextInt(256);
                }
                readOrDefect(line[0], flipped);
            }
        }
    }

    @Test
    void single_valueIsCutAnywhere_andNeverWhole() {
        List<String> whole = new ArrayList<>();
        for (String[] line : values()) {
            boolean one = !line[3].contains(" ") && !line[3].equals("CYCLE");
            byte[] bytes = HexFormat.of().parseHex(line[2]);
            for (int length = 1; one && length < bytes.length; length++) {
                if (readOrDefect(line[0], java.util.Arrays.copyOf(bytes, length))) {
                    whole.add(line[0] + " at " + length);
                }
            }
        }
        assertThat(whole).isEmpty();
    }

    @Test
    void vectors_areAllThere() {
        assertThat(values()).hasSize(236);
    }

    private static boolean readOrDefect(String name, byte[] bytes) {
        try {
            Reading.json(bytes);
            return true;
        } catch (FailureException e) {
            assertThat(e.failure()).as(name).isEqualTo(Failure.DECODE_FAILED);
            return false;
        }
    }
}
