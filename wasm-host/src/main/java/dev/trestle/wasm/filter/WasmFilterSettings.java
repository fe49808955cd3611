package dev.trestle.wasm.filter;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Matches;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.Shorthand;
import dev.trestle.wasm.Conduct;
import dev.trestle.wasm.Limits;
import dev.trestle.wasm.shelf.WasmEngine;
import dev.trestle.wasm.shelf.WasmLimitSettings;
import org.jspecify.annotations.Nullable;

/** {@code wasm: ...} in a list of filters. */
@Doc("A filter that is a WebAssembly module, by the proxy-wasm ABI.")
public record WasmFilterSettings(
        @Example("filters/auth.wasm")
        @Doc(
                "The module's file, a directory with one module in it, or an OCI image layout (oci:DIR, oci:DIR:TAG); relative to the file that names it. A new content replaces the module while it serves.")
        String module,

        @Matches("[0-9A-Fa-f]{64}")
        @Example("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        @Doc("The SHA-256 digest in hex that the file must have; any other content is refused.")
        @Nullable
        String sha256,

        @Example("{allow: [\"10.0.0.0/8\"]}")
        @Doc(
                "What the module is configured with. Text is passed as it is, anything else as JSON. Filters with equal settings share their instances.")
        @Nullable
        SettingsNode configuration,

        @Default("\"\"") @Doc("Which of the module's plugins it is, for modules with several.")
        String rootId,

        @Default("failClosed") @Doc("What becomes of an exchange or connection whose instance broke off.")
        OnFailure onFailure,

        @Default("byAbi") @Doc("What a pause in the headers holds.")
        HeaderPause headerPause,

        @Default("16MiB")
        @Range(min = 1, max = 1 << 30)
        @Doc("The most bytes of one body that the filter holds, and of one message it sends; 413 or 502 beyond.")
        ByteSize maxBodyBytes,

        @Default("compiled") @Doc("How the module's functions are run.")
        WasmEngine engine,

        @Example("{maxCallTime: 20ms}")
        @Doc("What one instance may use; there is one for each event loop and configuration.")
        @Nullable
        WasmLimitSettings limits) {
    /** Written as the path of the module. */
    @Shorthand("module")
    static WasmFilterSettings of(String module) {
        return new WasmFilterSettings(
                module,
                null,
                null,
                "",
                OnFailure.FAIL_CLOSED,
                HeaderPause.BY_ABI,
                new ByteSize(Limits.DEFAULT.maxMessageBytes()),
                WasmEngine.COMPILED,
                null);
    }

    /** What becomes of an exchange without its filter. */
    public enum OnFailure {
        @Doc("It fails: 500 filter_failed, 502 reply_filter_failed, or a closed connection.")
        FAIL_CLOSED,
        @Doc("It goes on as if there were no filter.")
        FAIL_OPEN
    }

    /** What a pause holds. */
    public enum HeaderPause {
        @Doc("The headers alone for modules of Higress (0_2_100), all of it for others.")
        BY_ABI,
        @Doc("The headers and the body behind them, which the module is not shown until it resumes.")
        ALL,
        @Doc("The headers alone: the body is shown, and going on there lets both go.")
        HEADERS_ALONE
    }

    Limits hostLimits() {
        return WasmLimitSettings.limits(limits, maxBodyBytes);
    }

    Conduct conduct() {
        return new Conduct(
                onFailure == OnFailure.FAIL_OPEN ? Conduct.Failure.OPEN : Conduct.Failure.CLOSED,
                switch (headerPause) {
                    case BY_ABI -> Conduct.HeaderPause.BY_ABI;
                    case ALL -> Conduct.HeaderPause.ALL;
                    case HEADERS_ALONE -> Conduct.HeaderPause.HEADERS_ALONE;
                });
    }
}
