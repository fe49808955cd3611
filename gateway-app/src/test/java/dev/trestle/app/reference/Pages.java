package dev.trestle.app.reference;

import dev.trestle.app.cli.CommandLinePage;
import dev.trestle.app.metrics.MetricsPage;
import dev.trestle.app.schema.PluggedKeys;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.ReplySettings;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.Shape;
import dev.trestle.config.GatewayConfig;
import dev.trestle.runtime.Factories;
import dev.trestle.wasm.scenario.ScenarioFile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The pages of the reference, by file name. */
final class Pages {
    /** The path of the whole configuration. */
    static final String ROOT = "A configuration";

    private static final String VALUES = """
            Values are written so:

            - *duration*: a whole number and a unit, `200ms`, `5s`, `1m`, `1h`.
            - *size*: a whole number and a unit, `512B`, `64KiB`, `1MiB`, `1GiB`; without a unit it counts bytes.
            - *text*: as in YAML; numbers and `true` need no quotes where text is asked for.
            - Any value may be, or contain, `${env:NAME}`, `${env:NAME:-default}` or `${file:path}`. What comes from a file, or from a
              variable or under a key whose name says that it is a secret, is never shown.
            - A key that is not in these tables, a key written twice, an alias and a tag are errors, with file, line and column.

            The same as JSON Schema, for editors: [routes/schema.json](../../routes/schema.json), or `trestle schema`. A first line
            `# yaml-language-server: $schema=schema.json` lets an editor complete and check while you write.""";

    private static final String SOURCES = """
            `from` names where a value comes from:

            | from | is |
            | --- | --- |
            | `path.x` | the variable `{x}` of the route's path |
            | `query.x`, `query.x[*]` | the first value of a query parameter; all of them, as a list |
            | `header.X`, `header.X[*]` | the first value of a header; all of them |
            | `cookie.x` | a cookie |
            | `form.x`, `form.x[*]` | the first value of a form field; all of them |
            | `body`, `body.a.b[0]` | the JSON body, or what is at that path in it |
            | `request.id` | the id of the request, as in the access log |
            | `trace.parent`, `trace.state` | where the call stands in a trace (W3C Trace Context); absent where there is none |

            A name with a dot or a bracket in it is written `query["odd.name"]`.""";

    private final PluggedKeys plugged = PluggedKeys.of(Factories.discovered());
    private final Map<String, String> pages = new LinkedHashMap<>();

    static Map<String, String> all() {
        Pages all = new Pages();
        all.configuration();
        all.plugged.wires().forEach(all::codec);
        all.mapping();
        all.failures();
        all.scenarios();
        all.put("metrics.md", MetricsPage.write());
        all.put("command-line.md", CommandLinePage.write());
        return all.pages;
    }

    private void put(String file, Page page) {
        pages.put(file, page.toString());
    }

    private void configuration() {
        Page page = new Page("Configuration");
        page.paragraph("Calls and wires: "
                + String.join(
                        ", ",
                        plugged.wires().stream()
                                .map(w -> link(w.name(), w.name() + ".md"))
                                .toList())
                + ". Arguments and replies: [mapping](mapping.md). Also: [failures](failures.md), [metrics](metrics.md), [command"
                + " line](command-line.md).");
        page.paragraph(VALUES);
        new RecordSections(plugged, homes("configuration.md"))
                .write(page, ROOT, new Shape.Mapping(GatewayConfig.class));
        put("configuration.md", page);
    }

    private void codec(SettingsKey wire) {
        String name = wire.name();
        Page page = new Page(name + ": wire and call");
        page.paragraph("`clusters.NAME.wire." + name + "` is what a cluster speaks, `routes[]." + name
                + "` what a route calls. How to use them: [guide](../guide/" + name + ".md).");
        Stream.of(wire, call(name)).forEach(key -> {
            String path = key == wire ? "wire." + name : "routes[]." + name;
            new RecordSections(plugged, homes(name + ".md")).write(page, path, (Shape.Mapping) key.shape());
        });
        plugged.filters().stream()
                .filter(filter -> filter.name().equals(name))
                .forEach(filter -> new RecordSections(plugged, homes(name + ".md"))
                        .write(page, "filters[]." + name, (Shape.Mapping) filter.shape()));
        put(name + ".md", page);
    }

    private SettingsKey call(String name) {
        return plugged.calls().stream()
                .filter(call -> call.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void mapping() {
        Page page = new Page("Mapping: arguments and replies");
        page.paragraph(
                "The same for every protocol: where the values of a call come from, and what its outcome becomes.");
        new RecordSections(plugged, Map.of()).write(page, "A value", new Shape.Mapping(BindingSettings.class));
        page.paragraph(SOURCES);
        new RecordSections(plugged, Map.of()).write(page, "routes[].reply", new Shape.Mapping(ReplySettings.class));
        put("mapping.md", page);
    }

    private void failures() {
        Page page = new Page("Failures");
        page.paragraph("""
                What a request can come to besides an answer. The client gets RFC 9457 `application/problem+json` with this `status` and
                `code`; the code is also the label `failure` of the [metrics](metrics.md) and a field of the access log. A route's
                [error table](mapping.md#routesreplyerrors) may turn `rpc_error` and others that the service answered into what fits.

                *Retried*: a route makes another attempt, as often as its [retry](configuration.md#routesretry) says, if no byte of the
                request was written, or if the route says that the call is idempotent.""");
        page.table(
                List.of("code", "status", "when", "retried"),
                Stream.of(Failure.values())
                        .map(failure -> List.of(
                                Page.code(failure.code()),
                                Integer.toString(failure.status()),
                                Page.plain(failure.meaning()),
                                failure.isTransient() ? "yes" : "no"))
                        .toList());
        put("failures.md", page);
    }

    private void scenarios() {
        Page page = new Page("Scenarios of a module");
        page.paragraph("What `trestle wasm test FILE --scenario YAML` reads. How to use it: [guide](../guide/wasm.md)."
                + " As JSON Schema, for editors: `trestle schema --scenario`.");
        new RecordSections(plugged, Map.of()).write(page, "A file", new Shape.Mapping(ScenarioFile.class));
        put("scenario.md", page);
    }

    /** Where records live that this page only links to. */
    private Map<Class<?>, String> homes(String file) {
        Map<Class<?>, String> homes = new LinkedHashMap<>();
        homes.put(BindingSettings.class, link("value", "mapping.md#a-value"));
        homes.put(ReplySettings.class, link("reply", "mapping.md#routesreply"));
        plugged.wires().forEach(wire -> home(homes, wire, file, "wire." + wire.name()));
        plugged.calls().forEach(call -> home(homes, call, file, "routes[]." + call.name()));
        plugged.filters().forEach(filter -> home(homes, filter, file, "filters[]." + filter.name()));
        return homes;
    }

    private static void home(Map<Class<?>, String> homes, SettingsKey key, String file, String heading) {
        String home = key.name() + ".md";
        if (!home.equals(file)) {
            homes.put(((Shape.Mapping) key.shape()).type(), link(key.name(), home + "#" + Page.anchor(heading)));
        }
    }

    private static String link(String text, String target) {
        return "[" + text + "](" + target + ")";
    }
}
