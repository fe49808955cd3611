package dev.trestle.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ScratchTest {
    private final Scratch scratch = Scratch.ofThread();

    @Test
    void copy_holdsTheRangeAndNothingElse_whenUsedAgain() {
        ByteBuf in = Unpooled.copiedBuffer("0123456789", StandardCharsets.US_ASCII);
        assertThat(text(scratch.copy(in, 2, 5))).isEqualTo("23456");
        assertThat(text(scratch.copy(in, 8, 2))).isEqualTo("89");
        assertThat(in.readableBytes()).isEqualTo(10);
    }

    @Test
    void written_isTheCallersOwn_whenTheScratchIsUsedAgain() {
        scratch.output().writeCharSequence("first", StandardCharsets.US_ASCII);
        ByteBuf first = scratch.written(ByteBufAllocator.DEFAULT);
        scratch.output().writeCharSequence("other", StandardCharsets.US_ASCII);

        assertThat(text(first)).isEqualTo("first");
        first.release();
    }

    @Test
    void memory_isGivenBack_afterALargeReply() {
        scratch.output().writeZero(1 << 20);
        assertThat(scratch.output().capacity()).isLessThan(1 << 16);
    }

    @Test
    void scratch_isAnotherOne_onAnotherThread() {
        CompletableFuture<Scratch> other = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> other.complete(Scratch.ofThread()));

        assertThat(other.join()).isNotSameAs(scratch);
        assertThat(Scratch.ofThread()).isSameAs(scratch);
    }

    private static String text(ByteBuf bytes) {
        return bytes.toString(StandardCharsets.US_ASCII);
    }
}
