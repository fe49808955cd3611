package dev.trestle.wasm;

import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream in a map: fields, bytes and properties as the test puts them, and a list of what the plugin did. */
final class FakeWorld implements World, AutoCloseable {
    final Map<Fields, FieldMap> fields = new EnumMap<>(Fields.class);
    final Map<Bytes, Body> bytes = new EnumMap<>(Bytes.class);
    final Map<String, byte[]> properties = new HashMap<>();
    final List<String> did = new ArrayList<>();
    final List<LocalReply> replies = new ArrayList<>();
    Runnable onResume = () -> {};

    static FakeWorld get(String path) {
        FakeWorld world = new FakeWorld();
        FieldMap head = new FieldMap();
        head.add(":method", "GET");
        head.add(":path", path);
        head.add(":authority", "example.test");
        head.add("accept", "*/*");
        world.fields.put(Fields.REQUEST_HEADERS, head);
        return world;
    }

    FakeWorld with(Bytes which, String text) {
        Body body = new Body(UnpooledByteBufAllocator.DEFAULT, 1 << 20);
        body.append(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        bytes.put(which, body);
        return this;
    }

    void append(Bytes which, String text) {
        java.util.Objects.requireNonNull(bytes.get(which))
                .append(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
    }

    String text(Bytes which) {
        Body body = java.util.Objects.requireNonNull(bytes.get(which));
        return new String(body.copy(0, body.size()), StandardCharsets.ISO_8859_1);
    }

    FieldMap request() {
        return java.util.Objects.requireNonNull(fields.get(Fields.REQUEST_HEADERS));
    }

    @Override
    public @Nullable FieldMap fields(Fields which) {
        return fields.get(which);
    }

    @Override
    public @Nullable Body bytes(Bytes which) {
        return bytes.get(which);
    }

    @Override
    public byte @Nullable [] property(String path) {
        return properties.get(path);
    }

    @Override
    public void resume(Side side) {
        did.add("resume " + side);
        onResume.run();
    }

    @Override
    public void close(Side side) {
        did.add("close " + side);
    }

    @Override
    public void reply(LocalReply reply) {
        did.add("reply " + reply.status());
        replies.add(reply);
    }

    @Override
    public void lost(String reason) {
        did.add("lost");
    }

    @Override
    public void close() {
        bytes.values().forEach(Body::release);
    }
}
