package dev.trestle.source;

import dev.trestle.bridge.settings.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that is no configuration, read into a record.
 *
 * @param value what it says, or null when {@code problems} has what is wrong with it
 * @param problems each with its line and column
 */
public record LoadedFile<R extends Record>(@Nullable R value, List<Problem> problems) {}
