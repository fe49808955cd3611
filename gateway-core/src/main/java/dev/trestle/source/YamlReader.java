package dev.trestle.source;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.bridge.settings.SettingsNode.ScalarKind;
import dev.trestle.bridge.settings.SettingsPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    private static final Pattern PLACE = Pattern.compile("line (\\d{1,9}), column (\\d{1,9})");

    private final String file;
    private final Placeholders placeholders;
    private final Findings findings;
    private final Map<String, Integer> before;
    private final String expected;

    /**
     * Reads one file.
     *
     * @param before how many items the lists of the root have in the files before this one: their union is what paths are of
     * @param findings told what is wrong
     * @param expected the keys of the root, for whoever wrote something else
     */
    YamlReader(
            String file, Placeholders placeholders, Map<String, Integer> before, Findings findings, String expected) {
        this.file = file;
        this.placeholders = placeholders;
        this.before = before;
        this.findings = findings;
        this.expected = expected;
    }

    /** The root mapping; null when the text cannot be read at all, which is reported. */
    SettingsNode.@Nullable Mapping read(String text) {
        try (YAMLParser parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null || first == JsonToken.VALUE_NULL) {
                // An editor that saves in place leaves the file empty for a moment: that must not count as "no routes".
                findings.loseText(new Position(file, 1, 1), "empty (expected: " + expected + ")");
                return null;
            }
            SettingsNode root = node(parser, new Place("", false, 0));
            if (parser.nextToken() != null) {
                findings.add(position(parser), "", "a second document (expected: one for each file)");
            }
            if (root instanceof SettingsNode.Mapping mapping) {
                return mapping;
            }
            findings.loseText(root.position(), "not a mapping (expected: " + expected + ")");
        } catch (Refused refused) {
            findings.loseText(refused.position, refused.detail);
        } catch (JacksonException | StackOverflowError broken) {
            findings.loseText(where(broken), "not valid YAML: " + reason(broken));
        }
        return null;
    }

    /** Where the parser met what it cannot read; its own location is that of the last thing it could read. */
    private Position where(Throwable broken) {
        String message = broken instanceof JacksonException jackson ? jackson.getOriginalMessage() : null;
        Position last = new Position(file, 1, 1);
        Matcher place = PLACE.matcher(message == null ? "" : message);
        while (place.find()) {
            last = new Position(file, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)));
        }
        return last;
    }

    /** The parser says what it was doing, what it met, and shows places by the way: what it met comes last of the first two. */
    private static String reason(Throwable broken) {
        String message = broken instanceof JacksonException jackson ? jackson.getOriginalMessage() : null;
        if (message == null) {
            return "nested too deeply";
        }
        return message.lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .reduce((doing, met) -> met)
                .orElse("unreadable");
    }

    /**
     * Where a node stands.
     *
     * @param secret whether a key above it says that this is a secret
     */
    private record Place(String path, boolean secret, int depth) {
        Place key(String key) {
            // A name of the operator's choice says nothing of what is below it.
            boolean named = path.equals("clusters");
            boolean says = !named && Placeholders.isSecret(key);
            return new Place(SettingsPath.join(path, SettingsPath.key(key)), secret || says, depth + 1);
        }

        Place item(int index) {
            return new Place(path + "[" + index + "]", secret, depth + 1);
        }
    }

    private SettingsNode node(YAMLParser parser, Place place) {
        Position position = position(parser);
        if (place.depth() > MAX_DEPTH) {
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
            case START_OBJECT -> mapping(parser, place, position);
            case START_ARRAY -> sequence(parser, place, position);
            default -> scalar(parser, place, position, token);
        };
    }

    private SettingsNode mapping(YAMLParser parser, Place place, Position position) {
        Map<String, SettingsNode> entries = new LinkedHashMap<>();
        Map<String, Position> keys = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place below = place.key(key);
            Position at = position(parser);
            parser.nextToken();
            SettingsNode value = node(parser, below);
            Position earlier = keys.putIfAbsent(key, at);
            if (earlier != null) {
                findings.add(at, below.path(), "written twice (first at " + earlier + ")");
            }
            entries.putIfAbsent(key, value);
        }
        return new SettingsNode.Mapping(position, entries, keys);
    }

    private SettingsNode sequence(YAMLParser parser, Place place, Position position) {
        List<SettingsNode> items = new ArrayList<>();
        int first = before.getOrDefault(place.path(), 0);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(parser, place.item(first + items.size())));
        }
        return new SettingsNode.Sequence(position, items);
    }

    private SettingsNode scalar(YAMLParser parser, Place place, Position position, JsonToken token) {
        ScalarKind kind = switch (token) {
            case VALUE_NUMBER_INT -> ScalarKind.INTEGER;
            case VALUE_NUMBER_FLOAT -> ScalarKind.DECIMAL;
            case VALUE_TRUE, VALUE_FALSE -> ScalarKind.BOOLEAN;
            case VALUE_NULL -> ScalarKind.NULL;
            default -> ScalarKind.STRING;
        };
        if (kind == ScalarKind.NULL) {
            // null is a word where a setting has it as one: whenMissing: null
            return new SettingsNode.Scalar(position, "null", kind, false);
        }
        String text = parser.getString();
        if (kind != ScalarKind.STRING || !text.contains("${")) {
            return new SettingsNode.Scalar(position, text, kind, place.secret());
        }
        Placeholders.Filled filled = placeholders.fill(text, detail -> findings.lose(position, place.path(), detail));
        return new SettingsNode.Scalar(
                position, filled.text(), retyped(text, filled.text()), place.secret() || filled.secret());
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
