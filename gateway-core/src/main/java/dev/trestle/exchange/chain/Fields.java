package dev.trestle.exchange.chain;

import dev.trestle.filter.FieldMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a message, for all lanes of a direction. Its head is made into a map only when somebody looks: most filters look at one
 * direction, and what nobody has seen nobody has changed.
 */
final class Fields {
    private final FieldMap headers = new FieldMap();
    private final FieldMap trailers = new FieldMap();
    private @Nullable Consumer<FieldMap> unread;

    /** A head has come, in place of any before it: what {@code show} puts into the map. */
    void head(Consumer<FieldMap> show) {
        headers.clear();
        unread = show;
    }

    /** Whether nobody has looked at the head. */
    boolean isUnread() {
        return unread != null;
    }

    FieldMap headers() {
        Consumer<FieldMap> show = unread;
        if (show != null) {
            unread = null;
            show.accept(headers);
        }
        return headers;
    }

    FieldMap trailers() {
        return trailers;
    }
}
