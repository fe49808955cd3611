package dev.trestle.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One node of the tree of path segments: what may come next, and the routes whose template ends here. Immutable. */
final class PathNode {
    final SegmentTable literals;
    final @Nullable PathNode variable;
    final Candidate[] ends;
    final Candidate[] rests;

    private PathNode(SegmentTable literals, @Nullable PathNode variable, Candidate[] ends, Candidate[] rests) {
        this.literals = literals;
        this.variable = variable;
        this.ends = ends;
        this.rests = rests;
    }

    /** Grows the tree while a table is built. */
    static final class Builder {
        private final Map<String, Builder> literals = new TreeMap<>();
        private final List<Route> ends = new ArrayList<>();
        private final List<Route> rests = new ArrayList<>();
        private @Nullable Builder variable;

        /** Adds a route below this node, the root; returns a route it cannot be told apart from, or null. */
        @Nullable
        Route add(Route route) {
            Builder node = this;
            List<Route> leaf = null;
            for (RoutePattern.Segment segment : route.pattern().segments()) {
                switch (segment) {
                    case RoutePattern.Segment.Literal literal ->
                        node = node.literals.computeIfAbsent(literal.text(), t -> new Builder());
                    case RoutePattern.Segment.Variable v -> node = node.variableChild();
                    case RoutePattern.Segment.Rest r -> leaf = node.rests;
                }
            }
            List<Route> here = leaf == null ? node.ends : leaf;
            Route twin = here.stream()
                    .filter(other -> other.pattern().ambiguousWith(route.pattern()))
                    .findFirst()
                    .orElse(null);
            here.add(route);
            return twin;
        }

        private Builder variableChild() {
            Builder child = variable;
            if (child == null) {
                child = new Builder();
                variable = child;
            }
            return child;
        }

        PathNode build() {
            Map<String, PathNode> children = new TreeMap<>();
            literals.forEach((text, child) -> children.put(text, child.build()));
            return new PathNode(
                    new SegmentTable(children),
                    variable == null ? null : variable.build(),
                    sorted(ends),
                    sorted(rests));
        }

        private static Candidate[] sorted(List<Route> routes) {
            List<Route> byRank = new ArrayList<>(routes);
            byRank.sort(Comparator.comparingInt((Route r) -> r.pattern().method() == null ? 1 : 0)
                    .thenComparingInt(r -> -r.pattern().conditions().size()));
            return byRank.stream().map(Candidate::new).toArray(Candidate[]::new);
        }
    }
}
