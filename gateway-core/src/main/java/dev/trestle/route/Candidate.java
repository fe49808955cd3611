package dev.trestle.route;

/** A route at the end of its path in the tree, with the array of variable names that all its matches share. */
final class Candidate {
    final Route route;
    final RoutePattern pattern;
    final String[] names;

    Candidate(Route route) {
        this.route = route;
        this.pattern = route.pattern();
        this.names = pattern.variables().toArray(String[]::new);
    }
}
