package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Outcome.Root;
import dev.trestle.bridge.mapping.ReplySettings.ErrorSettings;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The compiled error table of a route: the first line that matches an outcome. Immutable. */
final class ErrorTable {
    private static final Set<String> RESERVED = Set.of("type", "title", "status", "detail", "code", "instance");

    private final List<Line> lines;
    private final boolean hasHeaderLines;

    /** One line, with its fields compiled. */
    record Line(ErrorSettings settings, @Nullable Template detail, Map<String, Field> extra) {
        /** Writes the exception's fields that the line shows. */
        void writeExtra(Outcome outcome, JsonWriter json) {
            extra.forEach((name, field) -> {
                JsonDocument document = outcome.document(field.root());
                int node = field.find(document);
                String text = node < 0 ? field.text(outcome) : null;
                if (document != null && node >= 0) {
                    json.name(name);
                    json.copy(document, node);
                } else if (text != null) {
                    json.name(name);
                    json.string(text);
                }
            });
        }
    }

    private ErrorTable(List<Line> lines) {
        this.lines = lines;
        this.hasHeaderLines = lines.stream().anyMatch(line -> line.settings().header() != null);
    }

    static ErrorTable compile(List<ErrorSettings> settings, Problems problems) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < settings.size(); i++) {
            lines.add(line(settings.get(i), problems.at("errors[" + i + "]")));
        }
        return new ErrorTable(List.copyOf(lines));
    }

    private static Line line(ErrorSettings settings, Problems problems) {
        // A protocol's own status has no fields, but {message} can be had: it is looked up as an exception's.
        Field.Scope scope = settings.header() != null
                ? new Field.Scope(Set.of(Root.HEADER, Root.RESULT), Root.HEADER)
                : new Field.Scope(Set.of(Root.EXCEPTION), Root.EXCEPTION);
        String detail = settings.detail();
        Template template =
                detail == null ? null : Template.compile(detail, Template.Use.JSON, scope, problems.at("detail"));
        Map<String, Field> extra = new LinkedHashMap<>();
        settings.extra().forEach((name, field) -> {
            Problems at = problems.at("extra").key(name);
            if (RESERVED.contains(name)) {
                at.add(
                        "",
                        name + " (expected: none of the problem's own "
                                + String.join(", ", RESERVED.stream().sorted().toList()) + ")");
            }
            extra.put(name, Field.compile(field, scope, at));
        });
        String code = settings.code();
        if (code != null && !code.matches("[A-Za-z0-9_.-]+")) {
            problems.add("code", code + " (expected: letters, digits, _ . -)");
        }
        return new Line(settings, template, extra);
    }

    /** Reports what the lines name and the call does not have. */
    void check(ReplyCheck check, Problems problems) {
        for (int i = 0; i < lines.size(); i++) {
            check.line(lines.get(i), problems.at("errors[" + i + "]"));
        }
    }

    boolean hasHeaderLines() {
        return hasHeaderLines;
    }

    /** The line of an exception, by its name or its name's last segment. */
    @Nullable
    Line thrown(String type) {
        String simple = Names.simple(type);
        for (Line line : lines) {
            String name = line.settings().exception();
            if (name != null && (name.equals("*") || name.equals(type) || name.equals(simple))) {
                return line;
            }
        }
        return null;
    }

    /** The line of a protocol's own status. */
    @Nullable
    Line failed(String rpcStatus) {
        for (Line line : lines) {
            String name = line.settings().rpc();
            if (name != null && (name.equals("*") || name.equalsIgnoreCase(rpcStatus))) {
                return line;
            }
        }
        return null;
    }

    /** The line that a reply's header fields pick; a field that is not there picks none. */
    @Nullable
    Line header(@Nullable JsonDocument header) {
        if (header == null) {
            return null;
        }
        for (Line line : lines) {
            String field = line.settings().header();
            int node = field == null ? -1 : header.member(0, field);
            if (node >= 0 && picks(line.settings(), header.text(node))) {
                return line;
            }
        }
        return null;
    }

    private static boolean picks(ErrorSettings line, String value) {
        return line.equals() != null ? line.equals().equals(value) : !value.equals(line.not());
    }
}
