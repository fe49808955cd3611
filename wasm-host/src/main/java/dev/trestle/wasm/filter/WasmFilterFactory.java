package dev.trestle.wasm.filter;

import dev.trestle.bridge.MetricSource;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.FilterFactory;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.shelf.Configuration;
import dev.trestle.wasm.shelf.PluginPlan;
import dev.trestle.wasm.shelf.PluginShelf;
import dev.trestle.wasm.source.ModuleSource;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The filter {@code wasm}: a module of the operator's. Modules are read, compiled and started here, off the event loops. */
public final class WasmFilterFactory implements FilterFactory<WasmFilterSettings>, MetricSource {
    private final PluginShelf shelf = new PluginShelf();

    /** For the service loader. */
    public WasmFilterFactory() {}

    @Override
    public String name() {
        return "wasm";
    }

    @Override
    public Class<WasmFilterSettings> settings() {
        return WasmFilterSettings.class;
    }

    @Override
    public HttpFilters newHttpFilters(WasmFilterSettings settings, FilterContext context) {
        return new WasmHttpFilters(settings, lease(settings, context));
    }

    @Override
    public NetworkFilters newNetworkFilters(WasmFilterSettings settings, FilterContext context) {
        return new WasmNetworkFilters(settings, lease(settings, context));
    }

    @Override
    public List<Metric> metrics() {
        return shelf.metrics();
    }

    /** Null only if a problem was reported. */
    private PluginShelf.@Nullable Lease lease(WasmFilterSettings settings, FilterContext context) {
        Code code;
        try {
            byte[] module = ModuleSource.read(settings.module(), context.files());
            code = shelf.load(module, settings.engine().mode(), settings.sha256());
        } catch (IOException unreadable) {
            context.problems().add("module", settings.module() + ": " + unreadable.getMessage());
            return null;
        } catch (ModuleException refused) {
            context.problems().add("module", settings.module() + ": " + refused.getMessage());
            return null;
        }
        try {
            return shelf.plugin(code, plan(settings, context));
        } catch (ModuleException refused) {
            String key = settings.configuration() == null ? "module" : "configuration";
            context.problems().add(key, String.valueOf(refused.getMessage()));
            return null;
        }
    }

    private static PluginPlan plan(WasmFilterSettings settings, FilterContext context) {
        return new PluginPlan(
                ModuleSource.name(settings.module()),
                PluginPlan.Use.FILTERS,
                settings.rootId(),
                Configuration.of(settings.configuration()),
                settings.hostLimits(),
                settings.conduct(),
                settings.engine().mode(),
                new PluginPlan.Outside(context.callouts(), context.redis(), context.grpc()));
    }
}
