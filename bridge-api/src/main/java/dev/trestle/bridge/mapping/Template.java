package dev.trestle.bridge.mapping;

import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with fields in braces: {@code /v1/orders/{result.id}}. What is put in comes from an upstream, so control characters never
 * pass. Immutable.
 */
final class Template {
    private static final JsonPath MESSAGE = new JsonPath(List.of("message"));

    private final List<String> texts = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    /** A field: the document it is in, and its path there. */
    private record Field(String root, JsonPath path) {}

    private Template() {}

    /** Compiles; a field's first name is one of {@code roots}, or any name of the first root when {@code bare}. */
    static Template compile(String text, List<String> roots, String bareRoot, Problems problems) {
        Template template = new Template();
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                problems.add("", text + " (expected: a } for every {)");
                break;
            }
            template.texts.add(text.substring(at, open));
            template.fields.add(field(text.substring(open + 1, close), roots, bareRoot, problems));
            at = close + 1;
        }
        template.texts.add(text.substring(at));
        return template;
    }

    private static Field field(String written, List<String> roots, String bareRoot, Problems problems) {
        for (String root : roots) {
            boolean here = written.equals(root) || written.startsWith(root + ".") || written.startsWith(root + "[");
            JsonPath path = here ? JsonPath.parse(strip(written.substring(root.length()))) : null;
            if (path != null && !path.hasAny()) {
                return new Field(root, path);
            }
        }
        JsonPath bare = JsonPath.parse(written);
        if (bareRoot.isEmpty() || bare == null || bare.steps().isEmpty()) {
            problems.add("", "{" + written + "} (expected: a field of " + String.join(" or ", roots) + ")");
            return new Field(roots.getFirst(), new JsonPath(List.of()));
        }
        return new Field(bareRoot, bare);
    }

    private static String strip(String rest) {
        return rest.startsWith(".") ? rest.substring(1) : rest;
    }

    boolean reads(String root) {
        return fields.stream().anyMatch(f -> f.root().equals(root));
    }

    /** The text, or null when a field is not there or is no scalar; {@code {message}} falls back to {@code message}. */
    @Nullable
    String fill(Source source, String message) {
        StringBuilder out = new StringBuilder(texts.getFirst());
        for (int i = 0; i < fields.size(); i++) {
            JsonDocument document = source.document(fields.get(i).root());
            int node = document == null ? -1 : fields.get(i).path().find(document, 0);
            String text = document == null || node < 0 || document.size(node) > 0 ? null : document.text(node);
            if (text == null && !MESSAGE.equals(fields.get(i).path())) {
                return null;
            }
            plain(text == null ? message : text, out);
            out.append(texts.get(i + 1));
        }
        return out.toString();
    }

    private static void plain(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != 0x7f) {
                out.append(c);
            }
        }
    }

    /** Where fields are. */
    @FunctionalInterface
    interface Source {
        /** The document called {@code root}, or null when there is none. */
        @Nullable
        JsonDocument document(String root);
    }
}
