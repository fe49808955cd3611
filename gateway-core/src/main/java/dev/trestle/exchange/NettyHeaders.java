package dev.trestle.exchange;

import dev.trestle.bridge.http.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Netty's header fields as a codec sees them. */
record NettyHeaders(HttpHeaders fields) implements Headers {
    @Override
    public @Nullable String get(String name) {
        return fields.get(name);
    }

    @Override
    public List<String> all(String name) {
        return fields.getAll(name);
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super String> visitor) {
        for (var each = fields.iteratorCharSequence(); each.hasNext(); ) {
            var field = each.next();
            visitor.accept(field.getKey().toString(), field.getValue().toString());
        }
    }
}
