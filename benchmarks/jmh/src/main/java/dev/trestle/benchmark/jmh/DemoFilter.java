package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.RecordBinder;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.filter.Callouts;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.FilterFactory;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.RedisCallouts;
import dev.trestle.peer.launcher.Peer;
import dev.trestle.runtime.Factories;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A filter that is a module, made as the gateway makes it. */
final class DemoFilter {
    private DemoFilter() {}

    /** The module {@code file}, from the repository's root. */
    static HttpFilters of(String file) {
        FilterFactory<?> factory = Factories.discovered().filter("wasm");
        SettingsNode written = new SettingsNode.Scalar(Position.NONE, file, SettingsNode.ScalarKind.STRING, false);
        ProblemCollector problems = new ProblemCollector(written);
        HttpFilters made = factory == null ? null : make(factory, written, problems);
        if (made == null || problems.any()) {
            throw new IllegalStateException(file + ": " + problems.list());
        }
        return made;
    }

    private static <S extends Record> @Nullable HttpFilters make(
            FilterFactory<S> factory, SettingsNode written, ProblemCollector problems) {
        S settings = RecordBinder.bind(factory.settings(), written, problems);
        Path root = Peer.repository();
        return settings == null
                ? null
                : factory.newHttpFilters(
                        settings,
                        new FilterContext(
                                path -> Files.readAllBytes(root.resolve(path)),
                                Callouts.none(),
                                RedisCallouts.none(),
                                GrpcCallouts.none(),
                                problems));
    }
}
