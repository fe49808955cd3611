package dev.trestle.route;

/**
 * A header or query parameter that a request must have. Of several with the same name the first counts, so that a request can
 * meet only one of two conditions that differ in their value.
 *
 * @param source which of the two
 * @param name the header in lower case, or the parameter as it is
 * @param value exactly, or {@code *} for any
 */
public record Condition(Source source, String name, String value) {
    /** Where a condition looks. */
    public enum Source {
        /** A header field. */
        HEADER,
        /** A query parameter. */
        QUERY
    }

    /** Whether no request meets both. */
    boolean excludes(Condition other) {
        return source == other.source
                && name.equals(other.name)
                && !value.equals("*")
                && !other.value.equals("*")
                && !value.equals(other.value);
    }

    /** Whether the request meets it. */
    boolean met(RouteRequest request) {
        return source == Source.HEADER ? header(request) : QueryText.has(request.query(), name, value);
    }

    private boolean header(RouteRequest request) {
        String first = request.headers().get(name);
        return first != null && (value.equals("*") || value.equals(first));
    }
}
