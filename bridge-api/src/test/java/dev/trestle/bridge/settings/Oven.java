package dev.trestle.bridge.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A settings record with one component of each kind. */
@Doc("An oven.")
@OneOf({"gas", "electric"})
record Oven(
        @Doc("Its name.") @Matches("[a-z]+") @Example("big") String name,

        @Doc("How hot.") @Default("180") @Range(min = 50, max = 300)
        int degrees,

        @Doc("How long.") @Default("20m") @Range(min = 1000, max = 3600000)
        Duration time,

        @Doc("What fits in.") @Default("64KiB") @Range(min = 1, max = 1 << 20)
        ByteSize room,

        @Doc("Whether it turns.") @Default("false") boolean turning,
        @Doc("How it heats.") @Default("topHeat") Heat heat,
        @Doc("How it is fed.") @Nullable String gas,
        @Doc("How it is fed.") @Nullable String electric,
        @Doc("What is in it.") List<Dish> dishes,
        @Doc("Notes.") Map<String, String> notes,
        @Key("default") @Doc("Anything.") @Nullable SettingsNode anything) {
    enum Heat {
        @Doc("From above.")
        TOP_HEAT,
        @Doc("Both.")
        @Key("all")
        BOTH
    }

    Oven {
        if ((gas == null) == (electric == null)) {
            throw new SettingException("", "gas, electric (expected: exactly one)");
        }
    }

    @Doc("A dish.")
    record Dish(
            @Doc("What it is.") String what,
            @Doc("How many.") @Default("1") int count) {
        @Shorthand("what")
        static Dish of(String what) {
            return new Dish(what, 1);
        }
    }
}
