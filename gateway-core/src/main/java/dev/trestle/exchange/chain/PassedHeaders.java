package dev.trestle.exchange.chain;

import dev.trestle.bridge.http.Headers;
import dev.trestle.filter.FieldMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a head that filters have let pass: no pseudo-headers, and nothing about the connection they came from. Looked at where
 * they are, since most are asked for by few names.
 *
 * @param fields as they were then; nobody changes them
 * @param host of a request; null for none
 * @param length of a request's body; null where none is said
 */
record PassedHeaders(
        FieldMap fields, @Nullable String host, @Nullable String length) implements Headers {
    private static final String HOST = "host";
    private static final String LENGTH = "content-length";

    @Override
    public @Nullable String get(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.name(i).equalsIgnoreCase(name)) {
                return goesOn(fields.name(i)) ? fields.value(i) : said(name);
            }
        }
        return said(name);
    }

    @Override
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        forEach((each, value) -> {
            if (each.equalsIgnoreCase(name)) {
                values.add(value);
            }
        });
        return values;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> visitor) {
        for (int i = 0; i < fields.size(); i++) {
            if (goesOn(fields.name(i))) {
                visitor.accept(fields.name(i), fields.value(i));
            }
        }
        if (host != null) {
            visitor.accept(HOST, host);
        }
        if (length != null) {
            visitor.accept(LENGTH, length);
        }
    }

    private @Nullable String said(String name) {
        if (name.equalsIgnoreCase(HOST)) {
            return host;
        }
        return name.equalsIgnoreCase(LENGTH) ? length : null;
    }

    /** Lengths are those of what filters leave, and a {@code host} that a filter has added is the authority. */
    private static boolean goesOn(String name) {
        return switch (name) {
            case LENGTH, "transfer-encoding", "connection", "keep-alive", "upgrade", HOST -> false;
            default -> !name.startsWith(":");
        };
    }
}
