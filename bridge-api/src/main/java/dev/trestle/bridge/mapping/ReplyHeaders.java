package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.mapping.Outcome.Root;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The headers of a success: the content type and what the route adds. Immutable. */
final class ReplyHeaders {
    private static final String CONTENT_TYPE = "content-type";
    private static final Field.Scope SCOPE = new Field.Scope(Set.of(Root.RESULT, Root.HEADER), null);
    private static final Set<String> URLS = Set.of("location", "content-location");
    private static final Set<String> FRAMING =
            Set.of("content-length", "transfer-encoding", "connection", "upgrade", "trailer");

    private final Map<String, Template> templates;
    private final boolean constant;
    private final Headers json;
    private final Headers none;

    private ReplyHeaders(Map<String, Template> templates) {
        this.templates = templates;
        this.constant = templates.values().stream().allMatch(Template::isConstant);
        Outcome nothing = Outcome.reply(null, null);
        this.json = constant ? filled("application/json", nothing) : Headers.empty();
        this.none = constant ? filled(null, nothing) : Headers.empty();
    }

    static ReplyHeaders compile(Map<String, String> settings, Problems problems) {
        Map<String, Template> templates = new LinkedHashMap<>();
        settings.forEach((name, text) -> {
            Problems at = problems.key(name);
            String lower = name.toLowerCase(Locale.ROOT);
            if (!Headers.isName(name)) {
                at.add("", name + " (expected: a header name)");
            } else if (FRAMING.contains(lower)) {
                at.add("", name + " (expected: a header that is not the gateway's own)");
            }
            Template.Use use = URLS.contains(lower) ? Template.Use.URL : Template.Use.HEADER;
            templates.put(name, Template.compile(text, use, SCOPE, at));
        });
        return new ReplyHeaders(templates);
    }

    /** Reports the fields that the call does not have. */
    void check(ReplyCheck check, Problems problems) {
        templates.forEach((name, template) ->
                template.fields().forEach(field -> check.field(field, ReplyShape.ANY, problems.key(name))));
    }

    /** Whether any header is made of a field of {@code root}. */
    boolean reads(Root root) {
        return templates.values().stream().anyMatch(template -> template.reads(root));
    }

    /** The headers of a JSON body. */
    Headers json(Outcome outcome) {
        return constant ? json : filled("application/json", outcome);
    }

    /** The headers of a reply without a body. */
    Headers none(Outcome outcome) {
        return constant ? none : filled(null, outcome);
    }

    /** The headers of any body; a content type that the route sets wins. */
    Headers filled(@Nullable String contentType, Outcome outcome) {
        List<String> fields = new ArrayList<>(2 + 2 * templates.size());
        boolean typed = false;
        for (Map.Entry<String, Template> header : templates.entrySet()) {
            String value = header.getValue().fill(outcome);
            if (value != null) {
                typed |= header.getKey().equalsIgnoreCase(CONTENT_TYPE);
                fields.add(header.getKey());
                fields.add(value);
            }
        }
        if (contentType != null && !typed) {
            fields.addAll(0, List.of(CONTENT_TYPE, contentType));
        }
        return Headers.of(fields.toArray(String[]::new));
    }
}
