package dev.trestle.exchange.chain;

import dev.trestle.bridge.http.Headers;
import dev.trestle.filter.FieldMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message, for all lanes of a direction. Its head is made into a map only when somebody looks: most filters look at one
 * direction, and what nobody has seen nobody has changed. Of trailers there are mostly none.
 */
final class Fields {
    private @Nullable FieldMap headers;
    private @Nullable FieldMap trailers;
    private @Nullable Consumer<FieldMap> unread;

    /** A head has come, in place of any before it: what {@code show} puts into the map. */
    void head(Consumer<FieldMap> show) {
        unread = show;
    }

    /** Whether nobody has looked at the head. */
    boolean isUnread() {
        return unread != null;
    }

    FieldMap headers() {
        FieldMap map = headers;
        if (map == null) {
            map = new FieldMap();
            headers = map;
        }
        Consumer<FieldMap> show = unread;
        if (show != null) {
            unread = null;
            map.clear();
            show.accept(map);
        }
        return map;
    }

    FieldMap trailers() {
        FieldMap map = trailers;
        if (map == null) {
            map = new FieldMap();
            trailers = map;
        }
        return map;
    }

    /** Trailers have come. */
    void addTrailers(Headers came) {
        came.forEach((name, value) -> trailers().add(name, value));
    }

    boolean hasTrailers() {
        return trailers != null && trailers.size() > 0;
    }

    /** The trailers as they are now. */
    Headers lastTrailers() {
        return trailers == null ? Headers.empty() : trailers.toHeaders();
    }

    /** Those of a reply that another has taken the place of are gone. */
    void clearTrailers() {
        if (trailers != null) {
            trailers.clear();
        }
    }
}
