package dev.trestle.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RedisLineTest {
    private static String shown(String text) {
        return RedisLine.shown(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void refusal_isShownAsItIs_whenItIsOneLine() {
        assertThat(shown("-WRONGPASS invalid user ü\r\n")).isEqualTo("-WRONGPASS invalid user ü");
    }

    @Test
    void refusal_isCut_whenItIsLong() {
        assertThat(shown("-" + "x".repeat(1 << 20))).hasSize(200);
    }

    @Test
    void refusal_isOneLine_whateverRedisWrites() {
        assertThat(shown("-a\r\n2026 ERROR b\u001b[31m\0\u0085\u2028\u202ec\r\n"))
                .isEqualTo("-a??2026 ERROR b?[31m????c");
    }
}
