package dev.trestle.wasm.scenario;

import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.PropertyValue;
import dev.trestle.wasm.World;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stream of a scenario: what the steps have put there, and what the module did. */
final class ScriptedWorld implements World {
    private final Map<String, SettingsNode> properties;
    private final Map<Fields, FieldMap> fields = new EnumMap<>(Fields.class);
    private final Map<Bytes, Body> bytes = new EnumMap<>(Bytes.class);
    private final int maxBytes;

    final List<Side> resumed = new ArrayList<>();
    final List<Side> closed = new ArrayList<>();
    final List<LocalReply> replies = new ArrayList<>();

    @Nullable
    String lost;

    ScriptedWorld(Map<String, SettingsNode> properties, int maxBytes) {
        this.properties = properties;
        this.maxBytes = maxBytes;
    }

    /** A new step: what the module did before does not count for it. */
    void forget() {
        resumed.clear();
        closed.clear();
        replies.clear();
        lost = null;
    }

    void put(Fields which, FieldMap map) {
        fields.put(which, map);
    }

    /** Puts bytes behind those that are held; whether they fit. */
    boolean append(Bytes which, byte[] data) {
        return body(which).append(Unpooled.wrappedBuffer(data));
    }

    Body body(Bytes which) {
        return bytes.computeIfAbsent(which, any -> new Body(UnpooledByteBufAllocator.DEFAULT, maxBytes));
    }

    /** Drops what has gone on, or was dropped. */
    void clear(Bytes which) {
        body(which).release();
    }

    /** Drops everything: the next stream finds nothing. */
    void clear() {
        bytes.values().forEach(Body::release);
        bytes.clear();
        fields.clear();
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
        if (!(properties.get(path) instanceof SettingsNode.Scalar scalar)) {
            return null;
        }
        return switch (scalar.kind()) {
            case INTEGER -> PropertyValue.of(Long.parseLong(scalar.text()));
            case BOOLEAN -> PropertyValue.of(Boolean.parseBoolean(scalar.text()));
            case NULL -> null;
            case STRING, DECIMAL -> PropertyValue.of(scalar.text());
        };
    }

    @Override
    public void resume(Side side) {
        resumed.add(side);
    }

    @Override
    public void close(Side side) {
        closed.add(side);
    }

    @Override
    public void reply(LocalReply reply) {
        replies.add(reply);
    }

    @Override
    public void lost(String reason) {
        lost = reason;
    }
}
