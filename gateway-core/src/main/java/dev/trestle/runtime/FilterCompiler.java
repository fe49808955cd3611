package dev.trestle.runtime;

import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsPath;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.FilterFactory;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.source.LoadedConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes the filters that a configuration names, and keeps all it has made, for whoever has to close them. One use, slow side. */
final class FilterCompiler {
    private final LoadedConfig loaded;
    private final Factories factories;
    private final Outside outside;
    private final Owned made = new Owned();

    FilterCompiler(LoadedConfig loaded, Factories factories, Outside outside) {
        this.loaded = loaded;
        this.factories = factories;
        this.outside = outside;
    }

    /** Everything made so far. */
    Owned made() {
        return made;
    }

    /** The HTTP filters of a list; as many as can be made, once what is wrong with the others was reported. */
    List<HttpFilters> http(List<Map<String, SettingsNode>> written, Problems at) {
        return all(written, at, new Maker<>() {
            @Override
            public <S extends Record> HttpFilters make(FilterFactory<S> factory, S settings, FilterContext context) {
                HttpFilters each = factory.newHttpFilters(settings, context);
                made.add(each::serve, each::close);
                return each;
            }
        });
    }

    /** The same of network filters. */
    List<NetworkFilters> network(List<Map<String, SettingsNode>> written, Problems at) {
        return all(written, at, new Maker<>() {
            @Override
            public <S extends Record> NetworkFilters make(FilterFactory<S> factory, S settings, FilterContext context) {
                NetworkFilters each = factory.newNetworkFilters(settings, context);
                made.add(each::serve, each::close);
                return each;
            }
        });
    }

    /** Makes the filters of one sort. */
    private interface Maker<F> {
        <S extends Record> F make(FilterFactory<S> factory, S settings, FilterContext context);
    }

    private <F> List<F> all(List<Map<String, SettingsNode>> written, Problems at, Maker<F> maker) {
        List<F> filters = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Problems here = at.at("[" + i + "]");
            written.get(i).forEach((name, settings) -> {
                FilterFactory<?> factory = factories.filter(name);
                if (factory == null) {
                    here.add(
                            SettingsPath.key(name),
                            "unknown filter (" + NearMiss.hint(name, factories.filterNames()) + ")");
                } else {
                    one(factory, settings, here.key(name), maker, filters);
                }
            });
        }
        return filters;
    }

    private <S extends Record, F> void one(
            FilterFactory<S> factory, SettingsNode node, Problems at, Maker<F> maker, List<F> filters) {
        S settings = RecordBinder.bind(factory.settings(), node, at);
        if (settings != null) {
            FilterContext context =
                    new FilterContext(loaded.files(), outside.callouts(), outside.redis(), outside.grpc(), at);
            filters.add(maker.make(factory, settings, context));
        }
    }
}
