package dev.trestle.wasm.codec;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.wasm.HttpContext;
import dev.trestle.wasm.World;
import dev.trestle.wasm.shelf.PluginShelf;
import dev.trestle.wasm.source.ModuleSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A route's calls through its module. */
final class WasmCodec implements BridgeCodec {
    private final WasmCallSettings settings;
    private final WasmProtocol protocol;
    private final PluginShelf.@Nullable Lease lease;

    /**
     * Of a plugin.
     *
     * @param lease null if the module or its configuration was refused, and the route with it
     */
    WasmCodec(WasmCallSettings settings, WasmProtocol protocol, PluginShelf.@Nullable Lease lease) {
        this.settings = settings;
        this.protocol = protocol;
        this.lease = lease;
    }

    @Override
    public BodyMode requestBody() {
        return settings.requestBody() == WasmCallSettings.RequestBody.WHOLE ? BodyMode.WHOLE : BodyMode.STREAMED;
    }

    @Override
    public String call() {
        return "wasm:" + ModuleSource.name(protocol.settings().module());
    }

    @Override
    public Bridge newBridge(BridgeExchange exchange) {
        return new WasmBridge(this, exchange);
    }

    /** Whether the module cuts frames, so that an exchange is shown nothing that is not its own. */
    boolean hasWholeFrames() {
        return protocol.settings().frames() == WasmWireSettings.Frames.MODULE;
    }

    int maxBytes() {
        return protocol.settings().maxFrameBytes().toInt();
    }

    HttpContext newContext(World world) {
        return Objects.requireNonNull(lease, "a plugin").plugin().newHttpContext(world);
    }
}
