package dev.trestle.app.reference;

import dev.trestle.app.schema.PluggedKeys;
import dev.trestle.app.schema.Sentences;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.SettingsKey;
import dev.trestle.bridge.settings.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sections of a page, one for each settings record, headed by the path at which it is first met: {@code clusters.NAME.pool}. Records
 * that have a home on another page are linked to.
 */
final class RecordSections {
    private static final String NAME = ".NAME";
    private static final String ITEM = "[]";

    private final PluggedKeys plugged;
    private final Map<Class<?>, String> elsewhere;
    private final Map<Class<?>, String> paths = new LinkedHashMap<>();
    private final List<Shape.Mapping> waiting = new ArrayList<>();

    RecordSections(PluggedKeys plugged, Map<Class<?>, String> elsewhere) {
        this.plugged = plugged;
        this.elsewhere = elsewhere;
    }

    /** Adds the section of {@code record}, and those of the records in it. */
    void write(Page page, String path, Shape.Mapping record) {
        paths.put(record.type(), path);
        waiting.add(record);
        while (!waiting.isEmpty()) {
            section(page, waiting.removeFirst());
        }
    }

    private void section(Page page, Shape.Mapping record) {
        String path = String.valueOf(paths.get(record.type()));
        page.heading(path);
        page.paragraph(Page.plain(record.doc()));
        List<List<String>> rows = new ArrayList<>();
        plugged.keys(record).forEach(key -> rows.add(row(path, record, key)));
        if (record.rest() instanceof SettingsKey rest && plugged.choices(record).isEmpty()) {
            rows.add(others(path, rest));
        }
        if (!rows.isEmpty()) {
            page.table(List.of("key", "value", "default", "what it does"), rows);
        }
        record.rules().forEach(rule -> page.paragraph(rule(rule)));
        if (!plugged.choices(record).isEmpty()) {
            page.paragraph(
                    "Exactly one of " + codes(plugged.choices(record).stream().map(SettingsKey::name)) + ".");
        }
        record.shorthands()
                .forEach(key -> page.paragraph("Instead of the mapping, the value of " + Page.code(key.name())
                        + " may stand alone" + example(key, ": ") + "."));
    }

    private List<String> row(String path, Shape.Mapping owner, SettingsKey key) {
        String below = path.equals(Pages.ROOT) ? key.name() : path + "." + key.name();
        String value = plugged.isWire(owner, key)
                ? plugged.wires().stream()
                        .map(wire -> value(below + "." + wire.name(), wire.shape()))
                        .collect(Collectors.joining(" or "))
                : value(below, key.shape());
        String range = Sentences.bounds(key);
        String standsFor = key.defaultText();
        return List.of(
                Page.code(key.name()),
                range.isEmpty() ? value : value + ", " + range,
                key.required() ? "**required**" : standsFor == null ? "" : Page.code(quoted(standsFor)),
                Page.plain(key.doc()) + example(key, " Example: ") + words(key));
    }

    private List<String> others(String path, SettingsKey rest) {
        Shape value = rest.shape() instanceof Shape.MapOf map ? map.value() : rest.shape();
        String meaning = Page.plain(rest.doc()) + example(rest, " Example: ");
        return List.of("any other", value(path + NAME, value), "", meaning);
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "\"\"" : text;
    }

    private static String example(SettingsKey key, String before) {
        String example = key.example();
        return example == null ? "" : before + Page.code(example) + (before.startsWith(":") ? "" : ".");
    }

    private static String words(SettingsKey key) {
        return key.shape() instanceof Shape.Words choice
                ? choice.words().stream()
                        .filter(word -> !word.doc().isEmpty())
                        .map(word -> "<br>" + Page.code(word.text()) + ": " + Page.plain(word.doc()))
                        .collect(Collectors.joining())
                : "";
    }

    private String value(String path, Shape shape) {
        return switch (shape) {
            case Shape.Scalar scalar ->
                switch (scalar) {
                    case TEXT -> "text";
                    case WHOLE_NUMBER -> "whole number";
                    case NUMBER -> "number";
                    case BOOLEAN -> "`true`, `false`";
                    case DURATION -> "duration";
                    case BYTE_SIZE -> "size";
                };
            case Shape.Words choice -> codes(choice.words().stream().map(Shape.Word::text));
            case Shape.Anything anything -> "anything";
            case Shape.ListOf list -> "list of " + value(path + ITEM, list.item());
            case Shape.MapOf map -> "mapping of names to " + value(path + NAME, map.value());
            case Shape.Mapping record -> link(path, record);
        };
    }

    private String link(String path, Shape.Mapping record) {
        String home = elsewhere.get(record.type());
        if (home != null) {
            return home;
        }
        if (paths.putIfAbsent(record.type(), path) == null) {
            waiting.add(record);
        }
        String heading = String.valueOf(paths.get(record.type()));
        return "[" + heading + "](#" + Page.anchor(heading) + ")";
    }

    private static String rule(OneOf rule) {
        boolean single = rule.value().length == 1;
        String keys = codes(Stream.of(rule.value()));
        String count = single ? keys : (rule.optional() ? "At most one of " : "Exactly one of ") + keys;
        return count
                + (rule.beside().isEmpty()
                        ? ""
                        : (single ? " only beside " : ", and only beside ") + Page.code(rule.beside()))
                + ".";
    }

    private static String codes(Stream<String> words) {
        return words.map(Page::code).collect(Collectors.joining(", "));
    }
}
