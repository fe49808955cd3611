package dev.trestle.wasm.codec;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.Shorthand;
import dev.trestle.wasm.Limits;
import dev.trestle.wasm.shelf.WasmEngine;
import dev.trestle.wasm.shelf.WasmLimitSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code wire: {wasm: ...}} of a cluster. */
@Doc("A protocol that a WebAssembly module speaks, by the proxy-wasm ABI.")
public record WasmWireSettings(
        @Example("codecs/ledger.wasm")
        @Doc(
                "The module's file, a directory with one module in it, or an OCI image layout (oci:DIR, oci:DIR:TAG); relative to the file that names it. A new content replaces the module while it serves.")
        String module,

        @Matches("[0-9A-Fa-f]{64}")
        @Example("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        @Doc("The SHA-256 digest in hex that the file must have; any other content is refused.")
        @Nullable
        String sha256,

        @Default("exchange") @Doc("Who says where a frame of the upstream ends.")
        Frames frames,

        @Default("1")
        @Range(min = 1, max = 65535)
        @Doc(
                "1 for a connection that serves one exchange at a time; more needs frames: module, which tells replies apart or says that they come in order.")
        int exchangesPerConnection,

        @Default("16MiB") @Range(min = 1, max = 1 << 30) @Doc("The most bytes of one frame.")
        ByteSize maxFrameBytes,

        @Example("{interval: 15s, timeout: 5s}")
        @Doc(
                "Heartbeats on idle connections, with the bytes that the module has set as codec.ping; needs frames: module.")
        @Nullable
        WasmHeartbeatSettings heartbeat,

        @Example("{account: main}")
        @Doc(
                "What the module is configured with for routes that have no configuration of their own. Text is passed as it is, anything else as JSON.")
        @Nullable
        SettingsNode configuration,

        @Default("compiled") @Doc("How the module's functions are run.")
        WasmEngine engine,

        @Example("{maxCallTime: 20ms}")
        @Doc("What one instance may use; there is one for each event loop and configuration.")
        @Nullable
        WasmLimitSettings limits) {
    /** Checks what needs the module to know its frames. */
    public WasmWireSettings {
        if (frames == Frames.EXCHANGE && exchangesPerConnection > 1) {
            throw new SettingException(
                    "exchangesPerConnection", exchangesPerConnection + " (expected: 1, or frames: module)");
        }
        if (frames == Frames.EXCHANGE && heartbeat != null) {
            throw new SettingException("heartbeat", "a heartbeat (expected: none, or frames: module)");
        }
    }

    /** Written as the path of the module. */
    @Shorthand("module")
    static WasmWireSettings of(String module) {
        return new WasmWireSettings(
                module,
                null,
                Frames.EXCHANGE,
                1,
                new ByteSize(Limits.DEFAULT.maxMessageBytes()),
                null,
                null,
                WasmEngine.COMPILED,
                null);
    }

    /** The limits, written or not. */
    Limits hostLimits() {
        return WasmLimitSettings.limits(limits, maxFrameBytes);
    }

    /** Who cuts the stream of an upstream into frames. */
    public enum Frames {
        @Doc("The exchange: it is shown all bytes as they come, and goes on once its reply is whole.")
        EXCHANGE,
        @Doc("The module, in proxy_on_upstream_data: each exchange is shown whole frames of its own.")
        MODULE
    }

    /** The heartbeat of a connection as written. */
    @Doc("When heartbeats are sent, and when a connection without an answer is closed.")
    public record WasmHeartbeatSettings(
            @Default("15s")
            @Range(min = 10, max = 3600000)
            @Doc("Sent after this long without a byte in one of the two directions.")
            Duration interval,

            @Default("5s")
            @Range(min = 10, max = 3600000)
            @Doc("The connection closes when a heartbeat is unanswered for this long.")
            Duration timeout) {}
}
