package dev.trestle.bridge.mapping;

import dev.trestle.bridge.mapping.Outcome.Root;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Text with fields in braces: {@code /v1/orders/{result.id}}. Immutable. */
final class Template {
    private final Use use;
    private final List<String> texts = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();

    /** Where the text goes, and so what a field's value may contain there. */
    enum Use {
        /** A member of a JSON problem: anything. */
        JSON,
        /** A header: visible ASCII and space, the rest percent-encoded. */
        HEADER,
        /** A header that is a URL: percent-encoded. */
        URL
    }

    private Template(Use use) {
        this.use = use;
    }

    /** Compiles. */
    static Template compile(String text, Use use, Field.Scope scope, Problems problems) {
        Template template = new Template(use);
        int at = 0;
        for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', at)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                problems.add("", text + " (expected: a } for every {)");
                break;
            }
            template.texts.add(text.substring(at, open));
            template.fields.add(Field.compile(text.substring(open + 1, close), scope, problems));
            at = close + 1;
        }
        template.texts.add(text.substring(at));
        if (use != Use.JSON && !text.chars().allMatch(HeaderText::isAllowed)) {
            problems.add("", "characters that no header may have (expected: visible ASCII)");
        }
        return template;
    }

    boolean isConstant() {
        return fields.isEmpty();
    }

    List<Field> fields() {
        return fields;
    }

    boolean reads(Root root) {
        return fields.stream().anyMatch(f -> f.root() == root);
    }

    /** The text, or null when a field is not there or is no scalar. */
    @Nullable
    String fill(Outcome outcome) {
        StringBuilder out = new StringBuilder(texts.getFirst());
        for (int i = 0; i < fields.size(); i++) {
            String text = fields.get(i).text(outcome);
            if (text == null) {
                return null;
            }
            switch (use) {
                case JSON -> out.append(text);
                case HEADER -> HeaderText.plain(text, out);
                case URL -> HeaderText.url(text, out);
            }
            out.append(texts.get(i + 1));
        }
        return out.toString();
    }
}
