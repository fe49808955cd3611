package dev.trestle.codec.http;

import dev.trestle.bridge.http.Headers;
import java.util.ArrayList;
import java.util.List;

/** The fields of a head, or trailers, as their lines come (RFC 9112 section 5). */
final class FieldLines {
    private final int maxFields;
    private final List<String> fields = new ArrayList<>();

    FieldLines(int maxFields) {
        this.maxFields = maxFields;
    }

    /** One line that is not empty. A line that goes on in the next one (obs-fold) is none. */
    void add(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon);
        if (!Text.isToken(name)) {
            throw Lines.malformed("a line of the head that is no field");
        }
        if (fields.size() == 2 * maxFields) {
            throw Lines.malformed("more than " + maxFields + " fields");
        }
        fields.add(name);
        fields.add(Text.trim(line.substring(colon + 1)));
    }

    /** All so far, which are forgotten. */
    Headers take() {
        Headers taken = fields.isEmpty() ? Headers.empty() : Headers.of(fields.toArray(String[]::new));
        fields.clear();
        return taken;
    }
}
