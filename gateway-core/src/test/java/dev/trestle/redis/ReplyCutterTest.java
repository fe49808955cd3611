package dev.trestle.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyCutterTest {
    private static final List<String> REPLIES = List.of(
            "+OK\r\n",
            "-ERR no\r\n",
            ":-7\r\n",
            "$-1\r\n",
            "$0\r\n\r\n",
            "$6\r\na\r\nb\r\n\r\n",
            "*-1\r\n",
            "*0\r\n",
            "*2\r\n*2\r\n:1\r\n*0\r\n$1\r\nx\r\n",
            "*3\r\n$-1\r\n*-1\r\n-ERR inside\r\n",
            "+\r\n");

    private static List<String> cut(ReplyCutter cutter, byte[] bytes) throws ReplyCutter.MalformedException {
        List<String> replies = new ArrayList<>();
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        while (cutter.read(in)) {
            replies.add(new String(cutter.take(), StandardCharsets.ISO_8859_1));
        }
        return replies;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void replies_areCutAsTheyCame_whereverTheBytesAreSplit() throws Exception {
        byte[] all = bytes(String.join("", REPLIES));
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            ReplyCutter cutter = new ReplyCutter();
            List<String> replies = new ArrayList<>();
            for (int at = 0; at < all.length; ) {
                int size = Math.min(all.length - at, 1 + random.nextInt(1 + seed % 20));
                replies.addAll(cut(cutter, java.util.Arrays.copyOfRange(all, at, at + size)));
                at += size;
            }
            assertThat(replies).as("seed %d", seed).isEqualTo(REPLIES);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\n",
                "\r\n",
                "$x\r\n",
                "$\r\n",
                "$-2\r\n",
                "$1\r\nab\r\n",
                "$1\r\na\n\n",
                "+OK\rx",
                "*-2\r\n",
                "*9999999999\r\n",
                "*99999999999999999999999\r\n",
                "$99999999999\r\n",
                "%1\r\n",
                "*1\r\n>1\r\n"
            })
    void bytes_areRefused_whenTheyAreNoReply(String text) {
        assertThatThrownBy(() -> cut(new ReplyCutter(), bytes(text)))
                .isInstanceOf(ReplyCutter.MalformedException.class);
    }

    @Test
    void reply_isReadToItsEnd_andNotKept_whenItIsTooLarge() throws Exception {
        ReplyCutter cutter = new ReplyCutter();
        int size = ReplyCutter.MAX_REPLY_BYTES + 1;
        ByteBuf in = Unpooled.buffer().writeBytes(bytes("$" + size + "\r\n"));
        in.writeZero(size).writeBytes(bytes("\r\n:1\r\n"));
        assertThat(cutter.read(in)).isTrue();
        assertThat(cutter.isTooLarge()).isTrue();
        assertThat(cutter.take()).isEmpty();
        assertThat(cutter.read(in)).isTrue();
        assertThat(cutter.isTooLarge()).isFalse();
        assertThat(cutter.take()).asString().isEqualTo(":1\r\n");
    }

    @Test
    void reply_isTooLarge_whenItsManyValuesAre() throws Exception {
        ReplyCutter cutter = new ReplyCutter();
        int values = 400_000;
        String reply = "*" + values + "\r\n" + ":1\r\n".repeat(values);
        assertThat(cutter.read(Unpooled.wrappedBuffer(bytes(reply)))).isTrue();
        assertThat(cutter.isTooLarge()).isTrue();
    }

    @Test
    void nesting_needsNoStack() throws Exception {
        String reply = "*1\r\n".repeat(100_000) + ":1\r\n";
        assertThat(cut(new ReplyCutter(), bytes(reply))).containsExactly(reply);
    }
}
