package dev.trestle.wasm.codec;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.MetricSource;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.wasm.Conduct;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.shelf.Configuration;
import dev.trestle.wasm.shelf.PluginPlan;
import dev.trestle.wasm.shelf.PluginShelf;
import dev.trestle.wasm.source.ModuleSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The codec {@code wasm}: a module of the operator's. Modules are read, compiled and started here, off the event loops. */
public final class WasmCodecFactory implements BridgeCodecFactory<WasmWireSettings, WasmCallSettings>, MetricSource {
    private final PluginShelf shelf = new PluginShelf();
    private final PluginPlan.Outside outside = PluginPlan.Outside.none();

    /** For the service loader. */
    public WasmCodecFactory() {}

    @Override
    public String name() {
        return "wasm";
    }

    @Override
    public Class<WasmWireSettings> wireSettings() {
        return WasmWireSettings.class;
    }

    @Override
    public Class<WasmCallSettings> callSettings() {
        return WasmCallSettings.class;
    }

    @Override
    public List<Metric> metrics() {
        return shelf.metrics();
    }

    @Override
    public WireProtocol newWireProtocol(WasmWireSettings settings, ConfigFiles files, Problems problems) {
        Code code = null;
        PluginShelf.Lease cutter = null;
        try {
            byte[] module = ModuleSource.read(settings.module(), files);
            code = shelf.load(module, settings.engine().mode(), settings.sha256());
            cutter = settings.frames() == WasmWireSettings.Frames.MODULE
                    ? shelf.plugin(
                            code, plan(settings, Configuration.of(settings.configuration()), PluginPlan.Use.FRAMES))
                    : null;
        } catch (IOException unreadable) {
            problems.add("module", settings.module() + ": " + unreadable.getMessage());
        } catch (ModuleException refused) {
            problems.add("module", settings.module() + ": " + refused.getMessage());
        }
        return new WasmProtocol(settings, code, cutter, shelf.host());
    }

    /** A codec sends no requests of its own: what it has to say goes to its upstream. */
    private PluginPlan plan(WasmWireSettings settings, Configuration configuration, PluginPlan.Use use) {
        return new PluginPlan(
                ModuleSource.name(settings.module()),
                use,
                "",
                configuration,
                settings.hostLimits(),
                Conduct.DEFAULT,
                settings.engine().mode(),
                outside);
    }

    @Override
    public BridgeCodec newCodec(WasmCallSettings settings, CodecContext context) {
        WasmProtocol protocol = (WasmProtocol) context.wire();
        context.reply().refuse("the module makes the reply and knows the route by its configuration");
        return new WasmCodec(settings, protocol, plugin(settings, protocol, context.problems()));
    }

    /** Null only if a problem was reported, here or for the cluster. */
    private PluginShelf.@Nullable Lease plugin(WasmCallSettings settings, WasmProtocol protocol, Problems problems) {
        Code code = protocol.code();
        if (code == null) {
            return null;
        }
        WasmWireSettings wire = protocol.settings();
        try {
            Configuration configuration = Configuration.of(
                    settings.configuration() == null ? wire.configuration() : settings.configuration());
            PluginShelf.Lease lease = shelf.plugin(code, plan(wire, configuration, PluginPlan.Use.EXCHANGES));
            if (!lease.plugin().hasStreams()) {
                problems.add("", "a module without callbacks for streams (expected: proxy_on_request_body)");
            }
            return lease;
        } catch (ModuleException refused) {
            problems.add(settings.configuration() == null ? "" : "configuration", String.valueOf(refused.getMessage()));
            return null;
        }
    }
}
