package dev.trestle.bridge.mapping;

import dev.trestle.bridge.mapping.ReplySettings.ErrorSettings;
import dev.trestle.bridge.settings.NearMiss;
import dev.trestle.bridge.settings.Problems;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a reply section names with what a call has. A name that nothing has would pick no line and fill no field, and so
 * turn failures into successes; it is refused while the configuration loads.
 */
record ReplyCheck(ReplyNames names) {
    private static final ReplyShape MESSAGE_ONLY = ReplyShape.of(Set.of("message"));

    /** The lines of an error table. */
    void line(ErrorTable.Line line, Problems problems) {
        ErrorSettings settings = line.settings();
        String exception = settings.exception();
        String rpc = settings.rpc();
        String header = settings.header();
        ReplyShape thrown = ReplyShape.ANY;
        if (exception != null) {
            thrown = names.mayThrow(exception) ? names.exception(exception) : ReplyShape.ANY;
            unknown(names.mayThrow(exception), exception, names.exceptionNames(), problems.at("exception"));
        } else if (rpc != null) {
            thrown = MESSAGE_ONLY;
            unknown(names.mayFailWith(rpc), rpc, names.rpc(), problems.at("rpc"));
        } else if (header != null) {
            header(header, settings, problems);
        }
        ReplyShape fields = thrown;
        if (line.detail() != null) {
            line.detail().fields().forEach(field -> field(field, fields, problems.at("detail")));
        }
        line.extra()
                .forEach((name, field) ->
                        field(field, fields, problems.at("extra").key(name)));
    }

    private void header(String header, ErrorSettings settings, Problems problems) {
        Function<String, @Nullable String> check = names.header().get(header);
        unknown(check != null, header, names.header().keySet(), problems.at("header"));
        String value = settings.equals() == null ? settings.not() : settings.equals();
        String wrong = check == null || value == null ? null : check.apply(value);
        if (wrong != null) {
            problems.add(settings.equals() == null ? "not" : "equals", value + " (" + wrong + ")");
        }
    }

    /** A field that a text shows; {@code exception} is what the exception at hand has. */
    void field(Field field, ReplyShape exception, Problems problems) {
        ReplyShape shape = switch (field.root()) {
            case RESULT -> names.result();
            case HEADER -> ReplyShape.of(names.header().keySet());
            case EXCEPTION -> exception;
        };
        for (JsonPath.Step step : field.path().steps()) {
            if (step instanceof JsonPath.Member member) {
                Set<String> known = shape.fields();
                if (known != null && !known.contains(member.name())) {
                    unknown(false, member.name(), known, problems);
                    return;
                }
                shape = shape.field(member.name());
            } else {
                ReplyShape element = shape.element();
                if (element == null) {
                    problems.add("", "an element (expected: a field, it is no list)");
                    return;
                }
                shape = element;
            }
        }
    }

    private static void unknown(boolean known, String name, Collection<String> all, Problems problems) {
        if (!known) {
            problems.add("", name + " (" + NearMiss.hint(name, all) + ")");
        }
    }
}
