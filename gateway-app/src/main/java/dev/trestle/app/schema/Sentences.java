package dev.trestle.app.schema;

import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.Shape;
import java.time.Duration;
import java.util.stream.Collectors;

/** What a key does and what its value may be, in words. */
public final class Sentences {
    private Sentences() {}

    /** What the key does, with the bounds a schema cannot say and what each of its words means. */
    public static String of(SettingsKey key) {
        // Those of a number stand in the schema as minimum and maximum.
        String bounds = key.shape() == Shape.Scalar.WHOLE_NUMBER ? "" : bounds(key);
        String text = bounds.isEmpty() ? key.doc() : key.doc() + " From " + bounds.replace("..", " to ") + ".";
        String words = key.shape() instanceof Shape.Words choice ? meanings(choice) : "";
        return words.isEmpty() ? text : text + " " + words;
    }

    /** The bounds of a value as it is written: {@code 100ms..1h}; empty without any. */
    public static String bounds(SettingsKey key) {
        Range range = key.range();
        if (range == null) {
            return "";
        }
        return written(key.shape(), range.min()) + ".." + written(key.shape(), range.max());
    }

    private static String meanings(Shape.Words words) {
        return words.words().stream()
                .filter(word -> !word.doc().isEmpty())
                .map(word -> word.text() + ": " + word.doc())
                .collect(Collectors.joining(" "));
    }

    private static String written(Shape shape, long number) {
        return shape == Shape.Scalar.DURATION
                ? duration(Duration.ofMillis(number))
                : shape == Shape.Scalar.BYTE_SIZE ? size(number) : Long.toString(number);
    }

    private static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }

    private static String size(long bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB"};
        int unit = 0;
        long left = bytes;
        while (left >= 1024 && left % 1024 == 0 && unit < units.length - 1) {
            left /= 1024;
            unit++;
        }
        return left + units[unit];
    }
}
