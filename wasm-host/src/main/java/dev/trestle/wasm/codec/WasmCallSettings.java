package dev.trestle.wasm.codec;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.SettingsNode;
import org.jspecify.annotations.Nullable;

/** {@code wasm: ...} of a route. */
@Doc("A call that the cluster's module makes.")
public record WasmCallSettings(
        @Example("{operation: 210}")
        @Doc(
                "What the module is configured with; without it the cluster's. Text is passed as it is, anything else as JSON. Routes with equal configurations share their instances.")
        @Nullable
        SettingsNode configuration,

        @Default("whole") @Doc("How the module is shown the request's body.")
        RequestBody requestBody) {
    /** How a request's body is shown. */
    public enum RequestBody {
        @Doc("At once, when all of it is there.")
        WHOLE,
        @Doc("Piece by piece, as it comes; what the module goes on with is sent at once.")
        STREAMED
    }
}
