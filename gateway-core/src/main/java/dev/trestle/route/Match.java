package dev.trestle.route;

import dev.trestle.bridge.http.PathVariables;
import java.util.SortedSet;

/** What a {@link RouteTable} finds for a request. */
public sealed interface Match {
    /** A route, and the variables of its path. */
    record Found(Route route, PathVariables variables) implements Match {}

    /** No route has this path. */
    record NoRoute() implements Match {
        static final NoRoute INSTANCE = new NoRoute();
    }

    /** Routes have this path, none of them this method; {@code allow} are theirs. */
    record WrongMethod(SortedSet<String> allow) implements Match {}

    /** The path is not valid percent-encoded UTF-8. */
    record BadPath() implements Match {
        static final BadPath INSTANCE = new BadPath();
    }
}
