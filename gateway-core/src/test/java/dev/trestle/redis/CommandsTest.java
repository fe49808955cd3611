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
    @ValueSource(
            strings = {
                "SELECT",
                "Auth",
                "hello",
                "multi",
                "SUBSCRIBE",
                "client",
                "monitor",
                "blpop",
                "quit",
                "failover",
                "debug",
                "waitaof"
            })
    void command_isRefused_whenItChangesItsConnection(String name) {
        assertThat(isShareable("*2\r\n$" + name.length() + "\r\n" + name + "\r\n$1\r\n1\r\n"))
                .isFalse();
    }

    private static boolean isShareableOf(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.length())
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return isShareable(command.toString());
    }

    /** Redis compares up to a NUL, so that what follows one hides nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"SELECT\0xyz", "\0", "SELECT ", "select\n", "sélect", "HOST:", "POST"})
    void command_isRefused_whenItsNameIsNone(String name) {
        assertThat(isShareableOf(name, "1")).isFalse();
        assertThat(isShareableOf(name + "\0" + "x".repeat(20), "1")).isFalse();
    }

    @Test
    void name_isBounded() {
        assertThat(isShareableOf("m".repeat(64))).isTrue();
        assertThat(isShareableOf("m".repeat(65))).isFalse();
    }

    @Test
    void command_isRefused_whenOneOfItsWordsMakesItWaitOrChangeItsConnection() {
        assertThat(isShareableOf("XREAD", "Block", "0", "STREAMS", "s", "$")).isFalse();
        assertThat(isShareableOf("xread", "COUNT", "1", "BLOCK\0x", "0", "STREAMS", "s", "$"))
                .isFalse();
        assertThat(isShareableOf("xread", "block\0" + "x".repeat(100), "0", "STREAMS", "s", "$"))
                .isFalse();
        assertThat(isShareableOf("xReadGroup", "GROUP", "streams", "c", "BLOCK", "0", "STREAMS", "s", ">"))
                .isFalse();
        assertThat(isShareableOf("Script", "Debug", "SYNC")).isFalse();
        assertThat(isShareableOf("acl", "DELUSER", "me")).isFalse();
        assertThat(isShareableOf("XREAD", "COUNT", "1", "STREAMS", "s", "0")).isTrue();
        assertThat(isShareableOf("SCRIPT", "LOAD", "return 1")).isTrue();
        assertThat(isShareableOf("SET", "block", "debug")).isTrue();
    }

    /** Redis takes no number with zeros before it, and closes the connection. */
    @Test
    void bytes_areRefused_whenTheirLengthsHaveZerosBefore() {
        assertThat(isShareable("*01\r\n$4\r\nping\r\n")).isFalse();
        assertThat(isShareable("*1\r\n$04\r\nping\r\n")).isFalse();
        assertThat(isShareable("*2\r\n$4\r\necho\r\n$00\r\n\r\n")).isFalse();
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
