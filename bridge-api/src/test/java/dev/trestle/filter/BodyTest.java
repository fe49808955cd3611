package dev.trestle.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyTest {
    private final Body body = new Body(UnpooledByteBufAllocator.DEFAULT, 8);

    @AfterEach
    void release() {
        body.release();
    }

    @Test
    void put_keepsTheBytesWhereTheyAre_whenTheyComeAlone() {
        ByteBuf given = text("abc");
        assertThat(body.put(given)).isTrue();
        assertThat(given.refCnt()).isEqualTo(1);
        ByteBuf taken = body.take();
        assertThat(taken).isSameAs(given);
        taken.release();
    }

    @Test
    void put_doesNotWriteIntoWhatOthersHave_whenMoreComes() {
        ByteBuf network = text("abcXYZ");
        body.put(network.retainedSlice(0, 3));
        body.put(text("de"));
        body.splice(5, 0, "f".getBytes(US_ASCII));
        assertThat(network.toString(US_ASCII)).isEqualTo("abcXYZ");
        assertThat(shown()).isEqualTo("abcdef");
        network.release();
    }

    @Test
    void put_refusesAndReleases_beyondTheLimit() {
        body.put(text("12345"));
        ByteBuf tooMuch = text("6789");
        assertThat(body.put(tooMuch)).isFalse();
        assertThat(tooMuch.refCnt()).isZero();
        ByteBuf tooMuchAlone = text("123456789");
        body.take().release();
        assertThat(body.put(tooMuchAlone)).isFalse();
        assertThat(tooMuchAlone.refCnt()).isZero();
    }

    @Test
    void splice_replacesARange() {
        body.put(text("ab--ef"));
        assertThat(body.splice(2, 2, "cd".getBytes(US_ASCII))).isTrue();
        assertThat(shown()).isEqualTo("abcdef");
        assertThat(body.splice(0, 1, "12345".getBytes(US_ASCII))).isFalse();
        assertThat(body.splice(0, 6, new byte[0])).isTrue();
        assertThat(body.size()).isZero();
    }

    private String shown() {
        return new String(body.copy(0, body.size()), US_ASCII);
    }

    private static ByteBuf text(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }
}
