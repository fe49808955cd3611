package dev.trestle.bridge.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The names that a reply section may use for one call, as far as its codec knows them. What it does not know is null, and then
 * every name is taken.
 *
 * @param rpc the protocol's own words for a failed call
 * @param header the fields of a reply's header, each with what is wrong with a written value of it (null for nothing)
 * @param exceptions what the call may throw: names as {@link ReplyMapping#thrown} gets them, each with its fields
 * @param result the fields of the result where it is an object; empty where there is no result
 */
public record ReplyNames(
        Set<String> rpc,
        Map<String, Function<String, @Nullable String>> header,
        @Nullable Map<String, Set<String>> exceptions,
        @Nullable Set<String> result) {
    private static final String MESSAGE = "message";
    private static final String ANY = "*";

    /** The fields of the exceptions that {@code written} picks, or null where nobody knows them. */
    @Nullable
    Set<String> fieldsOf(String written) {
        if (exceptions == null) {
            return null;
        }
        Set<String> fields = new TreeSet<>(List.of(MESSAGE));
        exceptions.forEach((name, own) -> {
            if (written.equals(ANY) || written.equals(name) || written.equals(Names.simple(name))) {
                fields.addAll(own);
            }
        });
        return fields;
    }

    /** Whether some exception goes by this name; one that nobody can know does. */
    boolean mayThrow(String written) {
        return exceptions == null || written.equals(ANY) || exceptionNames().contains(written);
    }

    /** Every name an exception goes by. */
    Collection<String> exceptionNames() {
        Set<String> names = new TreeSet<>();
        if (exceptions != null) {
            exceptions.keySet().forEach(name -> {
                names.add(name);
                names.add(Names.simple(name));
            });
        }
        return names;
    }

    /** Whether the protocol has this word. */
    boolean mayFailWith(String written) {
        return written.equals(ANY) || rpc.stream().anyMatch(written::equalsIgnoreCase);
    }
}
