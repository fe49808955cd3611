package dev.trestle.bridge.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The names that a reply section may use for one call, as far as its codec knows them.
 *
 * @param rpc the protocol's own words for a failed call
 * @param header the fields of a reply's header, each with what is wrong with a written value of it (null for nothing)
 * @param exceptions what the call may throw: names as {@link ReplyMapping#thrown} gets them, each with its fields; null where nobody
 *     knows, and then every name is taken
 * @param result the result; {@link ReplyShape#LEAF} where there is none
 */
public record ReplyNames(
        Set<String> rpc,
        Map<String, Function<String, @Nullable String>> header,
        @Nullable Map<String, ReplyShape> exceptions,
        ReplyShape result) {
    private static final ReplyShape MESSAGE = ReplyShape.of(Set.of("message"));
    private static final String ANY = "*";

    /** Any of the exceptions that {@code written} picks, each with a message. */
    ReplyShape exception(String written) {
        if (exceptions == null) {
            return ReplyShape.ANY;
        }
        List<ReplyShape> picked = new ArrayList<>(List.of(MESSAGE));
        exceptions.forEach((name, own) -> {
            if (written.equals(ANY) || written.equals(name) || written.equals(Names.simple(name))) {
                picked.add(own);
            }
        });
        return new ReplyShape.Choice(picked);
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
