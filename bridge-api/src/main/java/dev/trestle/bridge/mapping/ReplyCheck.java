package dev.trestle.bridge.mapping;

import dev.trestle.bridge.mapping.Outcome.Root;
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
    private static final Set<String> MESSAGE_ONLY = Set.of("message");

    /** The lines of an error table. */
    void line(ErrorTable.Line line, Problems problems) {
        ErrorSettings settings = line.settings();
        String exception = settings.exception();
        String rpc = settings.rpc();
        String header = settings.header();
        Set<String> thrown = null;
        if (exception != null) {
            thrown = names.mayThrow(exception) ? names.fieldsOf(exception) : null;
            unknown(names.mayThrow(exception), exception, names.exceptionNames(), problems.at("exception"));
        } else if (rpc != null) {
            thrown = MESSAGE_ONLY;
            unknown(names.mayFailWith(rpc), rpc, names.rpc(), problems.at("rpc"));
        } else if (header != null) {
            header(header, settings, problems);
        }
        Set<String> fields = thrown;
        if (line.detail() != null) {
            line.detail().fields().forEach(field -> field(field, fields, problems.at("detail")));
        }
        line.extra()
                .forEach((name, field) ->
                        field(field, fields, problems.at("extra").at(name)));
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

    /** A field that a text shows; {@code exception} is what the exception at hand has, null where nobody knows. */
    void field(Field field, @Nullable Collection<String> exception, Problems problems) {
        Collection<String> known = switch (field.root()) {
            case RESULT -> names.result();
            case HEADER -> names.header().keySet();
            case EXCEPTION -> exception;
        };
        String name = field.path().firstName();
        if (known != null && name != null) {
            boolean headerField =
                    field.root() == Root.HEADER && field.path().steps().size() > 1;
            unknown(known.contains(name) && !headerField, name, known, problems);
        }
    }

    private static void unknown(boolean known, String name, Collection<String> all, Problems problems) {
        if (!known) {
            problems.add("", name + " (" + NearMiss.hint(name, all) + ")");
        }
    }
}
