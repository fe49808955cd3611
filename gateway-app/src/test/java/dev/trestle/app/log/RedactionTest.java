package dev.trestle.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Secrets;
import dev.trestle.bridge.settings.SettingsNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private final Redaction redaction = new Redaction();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization",
                "proxy-authorization",
                "Cookie",
                "Set-Cookie",
                "X-Api-Key",
                "apiKey",
                "password",
                "clientSecret",
                "access_token",
                "SESSIONID",
                "credentials"
            })
    void name_saysThatItsValueIsSecret(String name) {
        assertThat(redaction.mask(name, "any")).isEqualTo("***");
    }

    @Test
    void value_isShown_whenItsNameSaysNothing() {
        assertThat(redaction.mask("X-User-Id", "any")).isEqualTo("any");
    }

    @Test
    void secret_isFoundWhereverElseItStands_andLengthsStay() {
        redaction.learn("Authorization", "Bearer s3cr3t-t0ken");
        redaction.learn("X-User-Id", "plain");
        redaction.learnJson("{\"user\":\"a\",\"newPassword\" : \"hunter2!\",\"n\":1}".getBytes(StandardCharsets.UTF_8));
        redaction.learnTarget("/v1/x?page=10&access_token=abcdef&b=2");
        assertThat(redaction.mask("plain s3cr3t-t0ken,hunter2!/abcdef/page=10"))
                .isEqualTo("plain ************,********/******/page=10");
    }

    @Test
    void shortValue_isNotLookedForElsewhere() {
        redaction.learn("X-Token", "a");
        assertThat(redaction.mask("banana")).isEqualTo("banana");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/users/7, /v1/users/7",
        "/v1/users?page=1, /v1/users?page=1",
        "/v1/users?token=abc&page=1, /v1/users?token=***&page=1",
        "/v1/users?page=1&api_key=abc, /v1/users?page=1&api_key=***",
        "/v1/users?password=, /v1/users?password=***",
        "/v1/token/7?x=1, /v1/token/7?x=1"
    })
    void target_isShownWithoutTheValuesOfSuchParameters(String target, String shown) {
        assertThat(Redaction.target(target)).isEqualTo(shown);
    }

    @Test
    void jsonSecret_isFoundAsItIsMeant_inAnyShape_andWhereItIsCut() {
        String json =
                "{\"password\":\"h\\u0075nter2\\\"x\",\"pin_token\":12345678,\"secrets\":[\"first-one\",{\"a\":\"second-one\"}],"
                        + "\"plain\":\"visible\",\"session\":\"cut-off";
        redaction.learnJson(json.getBytes(StandardCharsets.UTF_8));
        assertThat(redaction.mask("hunter2\"x 12345678 first-one second-one visible cut-off"))
                .isEqualTo("********* ******** ********* ********** visible *******");
    }

    @Test
    void configurationsSecrets_areFoundToo() {
        SettingsNode secret =
                new SettingsNode.Scalar(Position.NONE, "of-the-file", SettingsNode.ScalarKind.STRING, true);
        redaction.learn(Secrets.of(new SettingsNode.Mapping(Position.NONE, Map.of("const", secret), Map.of())));
        assertThat(redaction.mask("a of-the-file b")).isEqualTo("a *********** b");
    }

    @Test
    @Timeout(20)
    void hostileText_takesNoLongerThanItIsLong() {
        StringBuilder many = new StringBuilder("{");
        for (int i = 0; i < 50_000; i++) {
            many.append("\"token").append(i).append("\":\"1000000").append(i).append("\",");
        }
        byte[] text = many.append("\"token\":\"")
                .append("\\\\".repeat(100_000))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        redaction.learnJson(text);
        assertThat(redaction.mask(text)).hasSameSizeAs(text).isNotEqualTo(text);
    }
}
