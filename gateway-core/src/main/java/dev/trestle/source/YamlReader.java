package dev.trestle.source;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** One YAML text into a tree of nodes with positions. Aliases, tags and further documents are refused: nothing is hidden. One use. */
final class YamlReader {
    private static final int MAX_DEPTH = 64;

    private final String file;
    private final Placeholders placeholders;
    private final Consumer<Problem> problems;

    YamlReader(String file, Placeholders placeholders, Consumer<Problem> problems) {
        this.file = file;
        this.placeholders = placeholders;
        this.problems = problems;
    }

    /** The root mapping; empty when the text has a problem, which is reported. */
    SettingsNode.Mapping read(String text) {
        SettingsNode.Mapping empty = new SettingsNode.Mapping(new Position(file, 1, 1), Map.of(), Map.of());
        try (YAMLParser parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                // An editor that saves in place leaves the file empty for a moment: that must not count as "no routes".
                report(empty.position(), "", "empty (expected: clusters, routes, listeners)");
                return empty;
            }
            SettingsNode root = node(parser, "", 0);
            if (parser.nextToken() != null) {
                report(position(parser), "", "a second document (expected: one for each file)");
            }
            if (root instanceof SettingsNode.Mapping mapping) {
                return mapping;
            }
            report(root.position(), "", "not a mapping (expected: clusters, routes, listeners)");
        } catch (Refused refused) {
            report(refused.position, "", refused.detail);
        } catch (JacksonException | StackOverflowError broken) {
            report(where(broken), "", "not valid YAML: " + firstLine(broken));
        }
        return empty;
    }

    private Position where(Throwable broken) {
        TokenStreamLocation at = broken instanceof JacksonException jackson ? jackson.getLocation() : null;
        return at == null
                ? new Position(file, 1, 1)
                : new Position(file, at.getLineNr(), Math.max(1, at.getColumnNr()));
    }

    private static String firstLine(Throwable broken) {
        String message = broken instanceof JacksonException jackson ? jackson.getOriginalMessage() : null;
        return message == null
                ? "nested too deeply"
                : message.lines().findFirst().orElse("unreadable");
    }

    private void report(Position position, String path, String detail) {
        problems.accept(new Problem(position, path, detail));
    }

    private SettingsNode node(YAMLParser parser, String key, int depth) {
        Position position = position(parser);
        if (depth > MAX_DEPTH) {
            throw new Refused(position, "nested deeper than " + MAX_DEPTH);
        }
        if (parser.isCurrentAlias()) {
            throw new Refused(position, "an alias (expected: the value itself)");
        }
        if (parser.getTypeId() != null) {
            throw new Refused(position, "a tag (expected: a plain value)");
        }
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> mapping(parser, position, depth);
            case START_ARRAY -> sequence(parser, key, position, depth);
            default -> scalar(parser, key, position, token);
        };
    }

    private SettingsNode mapping(YAMLParser parser, Position position, int depth) {
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Position at = position(parser);
            parser.nextToken();
            SettingsNode value = node(parser, key, depth + 1);
            Position earlier = keys.putIfAbsent(key, at);
            if (earlier != null) {
                report(at, key, "written twice (first at " + earlier + ")");
            }
            entries.putIfAbsent(key, value);
        }
        return new SettingsNode.Mapping(position, entries, keys);
    }

    private SettingsNode sequence(YAMLParser parser, String key, Position position, int depth) {
        List<SettingsNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, key, depth + 1));
        }
        return new SettingsNode.Sequence(position, items);
    }

    private SettingsNode scalar(YAMLParser parser, String key, Position position, JsonToken token) {
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getString();
        ScalarKind kind = switch (token) {
            case VALUE_NUMBER_INT -> ScalarKind.INTEGER;
            case VALUE_NUMBER_FLOAT -> ScalarKind.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> ScalarKind.BOOLEAN;
            case VALUE_NULL -> ScalarKind.NULL;
            default -> ScalarKind.STRING;
        };
        boolean plain = kind != ScalarKind.STRING || !text.contains("${");
        if (plain) {
            // null is a word where a setting has it as one: whenMissing: null
            return new SettingsNode.Scalar(position, kind == ScalarKind.NULL ? "null" : text, kind, false);
        }
        Placeholders.Filled filled = placeholders.fill(text, key, detail -> report(position, key, detail));
        return new SettingsNode.Scalar(position, filled.text(), retyped(text, filled.text()), filled.secret());
    }

    /** A scalar that was nothing but a placeholder reads as what was put in. */
    private static ScalarKind retyped(String before, @Nullable String after) {
        boolean whole = before.startsWith("${") && before.indexOf('}') == before.length() - 1;
        if (!whole || after == null) {
            return ScalarKind.STRING;
        }
        if (after.matches("-?(0|[1-9]\\d*)")) {
            return ScalarKind.INTEGER;
        }
        if (after.matches("-?(0|[1-9]\\d*)\\.\\d+")) {
            return ScalarKind.DECIMAL;
        }
        return after.equals("true") || after.equals("false") ? ScalarKind.BOOLEAN : ScalarKind.STRING;
    }

    private Position position(YAMLParser parser) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Position(file, at.getLineNr(), Math.max(1, at.getColumnNr()));
    }

    /** Stops the reading of one text. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Position position;
        private final String detail;

        Refused(Position position, String detail) {
            super(detail, null, false, false);
            this.position = position;
            this.detail = detail;
        }
    }
}
