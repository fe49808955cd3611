package dev.trestle.bridge.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoerceTest {
    private final ArgumentErrors errors = new ArgumentErrors();

    private static Value json(String text) {
        return Requests.json("{\"a\":" + text + "}").body().member("a");
    }

    private static Value text(String text) {
        return Values.text("query.a", text);
    }

    @ParameterizedTest
    @CsvSource({
        "9007199254740993, 9007199254740993",
        "-9223372036854775808, -9223372036854775808",
        "9223372036854775807, 9223372036854775807",
        "1e3, 1000",
        "1.0, 1",
        "-0, 0",
        "12.50e1, 125"
    })
    void integers_areExact_fromNumbersStringsAndText(String written, long value) {
        for (Value each : List.of(json(written), json('"' + written + '"'), text(written))) {
            assertThat(Coerce.integer(each, Long.MIN_VALUE, Long.MAX_VALUE, errors))
                    .isEqualTo(value);
        }
        assertThat(errors.any()).isFalse();
    }

    @Test
    void integers_mayHaveLeadingZeros_asText() {
        assertThat(Coerce.integer(text("007"), 0, 9, errors)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "-9223372036854775809",
                "1.5",
                "1e30",
                "1e999999999",
                "1e99999999999",
                "1e-3"
            })
    void integers_areReported_whenTheyDoNotFit(String written) {
        for (Value each : List.of(json(written), json('"' + written + '"'), text(written))) {
            ArgumentErrors own = new ArgumentErrors();
            assertThat(Coerce.integer(each, Long.MIN_VALUE, Long.MAX_VALUE, own))
                    .isZero();
            assertThat(own.any()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", " 1", "1 ", "+1", ".5", "5.", "1e", "e1", "-", "--1", "0x1F", "1_000", "NaN", "1d", "١"
            })
    void text_isNoNumber_unlessItIsWrittenLikeOne(String written) {
        for (Value each : List.of(text(written), json('"' + written + '"'))) {
            ArgumentErrors own = new ArgumentErrors();
            Coerce.integer(each, Long.MIN_VALUE, Long.MAX_VALUE, own);
            assertThat(own.any()).isTrue();
            own = new ArgumentErrors();
            Coerce.decimal(each, own);
            assertThat(own.any()).isTrue();
        }
    }

    @Test
    void integers_areReported_withRangeAndPlace() {
        Coerce.integer(json("300"), -128, 127, errors);
        assertThatThrownBy(errors::throwIfAny).hasMessage("body.a: 300 (expected: a whole number in -128..127)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "true", "[]", "{}", "[1]"})
    void otherKinds_areNoNumbersAndNoText(String written) {
        for (java.util.function.Consumer<ArgumentErrors> coercion :
                List.<java.util.function.Consumer<ArgumentErrors>>of(
                        own -> Coerce.integer(json(written), 0, 1, own),
                        own -> Coerce.bigInteger(json(written), own),
                        own -> Coerce.decimal(json(written), own),
                        own -> Coerce.float64(json(written), own),
                        own -> Coerce.string(json(written), own),
                        own -> Coerce.base64(json(written), own))) {
            ArgumentErrors own = new ArgumentErrors();
            coercion.accept(own);
            assertThat(own.any()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-2000", "\"1e999999999\""})
    void numberBeyondTheLimit_isRefusedWithTheLimit(String written) {
        Coerce.decimal(json(written), errors);
        assertThatThrownBy(errors::throwIfAny)
                .hasMessageEndingWith("(expected: a decimal number of at most 1000 digits before or behind the point)");
        ArgumentErrors whole = new ArgumentErrors();
        Coerce.bigInteger(json(written), whole);
        assertThatThrownBy(whole::throwIfAny).hasMessageContaining("1000 digits");
    }

    @Test
    void decimals_keepScaleAndDigits() {
        assertThat(Coerce.decimal(json("1.10"), errors)).isEqualTo(new BigDecimal("1.10"));
        assertThat(Coerce.decimal(json("1.10000000000000000001"), errors))
                .isEqualTo(new BigDecimal("1.10000000000000000001"));
        assertThat(Coerce.decimal(json("\"-0.00\""), errors)).isEqualTo(new BigDecimal("0.00"));
        assertThat(Coerce.bigInteger(json("123456789012345678901234567890"), errors))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(errors.any()).isFalse();
        assertThat(Coerce.bigInteger(json("1e1001"), errors)).isZero();
        assertThat(errors.any()).isTrue();
    }

    @Test
    void doubles_areTheNearest() {
        assertThat(Coerce.float64(json("0.1"), errors)).isEqualTo(0.1);
        assertThat(Coerce.float64(text("1e-400"), errors)).isZero();
        assertThat(Double.doubleToLongBits(Coerce.float64(json("-0"), errors)))
                .isEqualTo(Double.doubleToLongBits(-0.0));
        assertThat(Coerce.float64(json("\"NaN\""), errors)).isNaN();
        assertThat(Coerce.float64(text("-Infinity"), errors)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(errors.any()).isFalse();
        assertThat(Coerce.float64(json("1e400"), errors)).isZero();
        assertThatThrownBy(errors::throwIfAny)
                .hasMessage("body.a: 1e400 (expected: a number within the range of a double)");
    }

    @Test
    void booleans_areTypedOrUntyped_butNoStrings() {
        assertThat(Coerce.bool(json("true"), errors)).isTrue();
        assertThat(Coerce.bool(text("true"), errors)).isTrue();
        assertThat(Coerce.bool(text("false"), errors)).isFalse();
        assertThat(errors.any()).isFalse();
        for (Value each : List.of(json("\"true\""), text("1"), text("TRUE"), text(""), json("1"), json("null"))) {
            ArgumentErrors own = new ArgumentErrors();
            assertThat(Coerce.bool(each, own)).isFalse();
            assertThat(own.any()).isTrue();
        }
    }

    @Test
    void strings_areNeverMadeOfNumbers() {
        assertThat(Coerce.string(json("\"a\\n\""), errors)).isEqualTo("a\n");
        assertThat(Coerce.string(text("7"), errors)).isEqualTo("7");
        assertThat(errors.any()).isFalse();
        Coerce.string(json("7"), errors);
        assertThatThrownBy(errors::throwIfAny).hasMessage("body.a: 7 (expected: text)");
    }

    @Test
    void base64_isTakenInBothAlphabets_paddedOrNot() {
        byte[] bytes = {-1, -2, -3, -4, 62, 63, 0};
        for (String written : List.of(
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))) {
            assertThat(Coerce.base64(text(written), errors)).isEqualTo(bytes);
        }
        assertThat(errors.any()).isFalse();
        assertThat(Coerce.base64(text("a"), errors)).isEmpty();
        assertThat(errors.any()).isTrue();
    }

    @Test
    void longValues_areCutInMessages() {
        Coerce.integer(text("x".repeat(100)), 0, 1, errors);
        assertThatThrownBy(errors::throwIfAny)
                .hasMessageContaining("x".repeat(64) + "... (")
                .hasMessageNotContaining("x".repeat(65));
    }
}
