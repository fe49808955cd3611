package dev.trestle.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.settings.Shape.Scalar;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShapeTest {
    private final Shape.Mapping oven = new Shape.Mapping(Oven.class);

    @Test
    void record_hasItsKeysInOrder_asTheyAreWritten() {
        assertThat(oven.keys())
                .extracting(SettingsKey::name)
                .containsExactly(
                        "name",
                        "degrees",
                        "time",
                        "room",
                        "turning",
                        "heat",
                        "gas",
                        "electric",
                        "dishes",
                        "notes",
                        "default");
        assertThat(oven.doc()).isEqualTo("An oven.");
        assertThat(oven.rules()).hasSize(1);
        assertThat(oven.rest()).isNull();
    }

    @Test
    void key_isRequired_onlyIfTheBinderMissesIt() {
        assertThat(oven.keys().stream().filter(SettingsKey::required).map(SettingsKey::name))
                .containsExactly("name");
    }

    @Test
    void shapes_areThoseOfTheTypes() {
        Map<String, Shape> shapes =
                oven.keys().stream().collect(Collectors.toMap(SettingsKey::name, SettingsKey::shape));
        Shape.Mapping dish = new Shape.Mapping(Oven.Dish.class);
        assertThat(shapes)
                .containsEntry("name", Scalar.TEXT)
                .containsEntry("degrees", Scalar.WHOLE_NUMBER)
                .containsEntry("time", Scalar.DURATION)
                .containsEntry("room", Scalar.BYTE_SIZE)
                .containsEntry("turning", Scalar.BOOLEAN)
                .containsEntry("dishes", new Shape.ListOf(dish))
                .containsEntry("notes", new Shape.MapOf(Scalar.TEXT))
                .containsEntry("default", Shape.Anything.VALUE)
                .containsEntry(
                        "heat",
                        new Shape.Words(
                                List.of(new Shape.Word("topHeat", "From above."), new Shape.Word("all", "Both."))));
        assertThat(dish.shorthands()).extracting(SettingsKey::name).containsExactly("what");
    }

    @Test
    void typeThatTheBinderCannotRead_isRefused() {
        assertThatThrownBy(() -> Shape.of(Thread.class)).hasMessageContaining("java.lang.Thread");
    }
}
