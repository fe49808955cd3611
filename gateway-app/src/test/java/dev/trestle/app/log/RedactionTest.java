package dev.trestle.app.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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
    void hostileText_takesNoLongerThanItIsLong() {
        String text = "\"token".repeat(20_000) + "\":\"" + "\\\\".repeat(1_000);
        assertThatCode(() -> redaction.learnJson(text.getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
        assertThat(redaction.mask("unchanged")).isEqualTo("unchanged");
    }
}
