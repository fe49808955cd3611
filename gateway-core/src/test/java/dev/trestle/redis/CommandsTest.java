package dev.trestle.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.trestle.filter.RedisCallouts.Login;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private static final String GET = "*2\r\n$3\r\nGeT\r\n$1\r\na\r\n";

    private static boolean isShareable(String text) {
        return Commands.isShareable(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static List<String> login(String username, String password, int database) {
        return Commands.login(new Login(username, password, database)).stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GET,
                "*1\r\n$4\r\nping\r\n",
                "*1\r\n$20\r\nsome.module.of.redis\r\n",
                "*3\r\n$3\r\nset\r\n$0\r\n\r\n$6\r\na\r\nb\r\n\r\n"
            })
    void command_isShareable(String command) {
        assertThat(isShareable(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PING\r\n",
                "+OK\r\n",
                "*0\r\n",
                "*-1\r\n",
                "*1\r\n$0\r\n\r\n",
                "*1\r\n$4\r\nping",
                "*1\r\n$4\r\npingXX",
                "*2\r\n$4\r\nping\r\n",
                "*1\r\n$4\r\nping\r\n*1\r\n$4\r\nping\r\n",
                "*1\r\n$4\r\nping\r\n\r\n",
                "*1\r\n$999999999\r\nping\r\n",
                "*999999999\r\n$4\r\nping\r\n",
                "*9999999999\r\n$4\r\nping\r\n",
                "*1\r\n:4\r\n",
                "*1\r\n*1\r\n$4\r\nping\r\n"
            })
    void bytes_areRefused_whenTheyAreNotOneCommand(String bytes) {
        assertThat(isShareable(bytes)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT", "Auth", "hello", "multi", "SUBSCRIBE", "client", "monitor", "blpop", "quit"})
    void command_isRefused_whenItChangesItsConnection(String name) {
        assertThat(isShareable("*2\r\n$" + name.length() + "\r\n" + name + "\r\n$1\r\n1\r\n"))
                .isFalse();
    }

    @Test
    void bytes_areRefused_wheneverOneOfACommandIsMissing() {
        for (int cut = 0; cut < GET.length(); cut++) {
            assertThat(isShareable(GET.substring(0, cut))).as("%d bytes", cut).isFalse();
        }
    }

    @Test
    void bytes_neverThrow() {
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = GET.getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < 1 + seed % 4; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            assertThatCode(() -> Commands.isShareable(bytes)).doesNotThrowAnyException();
        }
    }

    @Test
    void login_isWhatWasAskedFor() {
        assertThat(login("", "", 0)).isEmpty();
        assertThat(login("", "", 7)).containsExactly("*2\r\n$6\r\nSELECT\r\n$1\r\n7\r\n");
        assertThat(login("", "pä", 0)).containsExactly("*2\r\n$4\r\nAUTH\r\n$3\r\npä\r\n");
        assertThat(login("me", "p", 2))
                .containsExactly("*3\r\n$4\r\nAUTH\r\n$2\r\nme\r\n$1\r\np\r\n", "*2\r\n$6\r\nSELECT\r\n$1\r\n2\r\n");
    }
}
