package dev.trestle.wasm.codec;

import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.wasm.Host;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.shelf.PluginShelf;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the connections of a cluster speak: equal settings of equal modules make equal protocols, whatever the file's name. */
final class WasmProtocol implements WireProtocol {
    private final WasmWireSettings settings;
    private final @Nullable Code code;
    private final PluginShelf.@Nullable Lease lease;
    private final Host host;
    private final Map<Host.Loop, FrameCutting> cuttings = new ConcurrentHashMap<>();

    /**
     * Of a module.
     *
     * @param code null if it was refused, and the configuration with it
     * @param lease what cuts frames; null if exchanges do
     */
    WasmProtocol(WasmWireSettings settings, @Nullable Code code, PluginShelf.@Nullable Lease lease, Host host) {
        this.settings = settings;
        this.code = code;
        this.lease = lease;
        this.host = host;
    }

    WasmWireSettings settings() {
        return settings;
    }

    @Nullable
    Code code() {
        return code;
    }

    @Override
    public int maxExchangesPerConnection() {
        return settings.exchangesPerConnection();
    }

    @Override
    public Wire newWire() {
        if (settings.frames() == WasmWireSettings.Frames.EXCHANGE) {
            return Wire.pieces(settings.maxFrameBytes().toInt());
        }
        PluginShelf.Lease cutter = Objects.requireNonNull(lease, "a module that cuts frames");
        FrameCutting cutting = cuttings.computeIfAbsent(
                host.loop(), any -> new FrameCutting(settings.maxFrameBytes().toInt(), cutter));
        cutting.prepare();
        return new ModuleWire(settings, cutting);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WasmProtocol that && settings.equals(that.settings) && digest().equals(that.digest());
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    private String digest() {
        return code == null ? "" : code.sha256();
    }
}
