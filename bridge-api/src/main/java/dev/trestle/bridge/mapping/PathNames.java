package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.NearMiss;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a route's path.
 *
 * @param known their names, or null where nobody knows them
 */
public record PathNames(@Nullable List<String> known) {
    /** Nobody knows: any name is taken. */
    public static final PathNames ANY = new PathNames(null);

    /** Copies. */
    public PathNames {
        known = known == null ? null : List.copyOf(known);
    }

    /** What is wrong with a variable of this name, or null. */
    @Nullable
    String wrong(String name) {
        return known == null || known.contains(name) ? null : NearMiss.hint(name, known);
    }
}
