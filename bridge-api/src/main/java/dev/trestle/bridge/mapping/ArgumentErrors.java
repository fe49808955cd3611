package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.settings.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what is wrong with the arguments of one request, so that the client hears of all of it at once. A codec reports and
 * goes on, writing any placeholder; {@link #throwIfAny()} ends the exchange before anything is sent. The first hundred reports
 * are kept.
 */
public final class ArgumentErrors {
    private static final int MAX_ERRORS = 100;

    private @Nullable List<FieldError> errors;

    /** Reports {@code value}: {@code add(value, "expected: one of A, B")}. The value's text is shown, cut at 64 characters. */
    public void add(Value value, String expected) {
        if (isFull()) {
            return;
        }
        Value.Kind kind = value.kind();
        String shown = switch (kind) {
            case ABSENT -> "missing";
            case NULL -> "null";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> abbreviate(value.text());
        };
        add(value.where(), shown + " (" + expected + ")");
    }

    /** Reports the field at {@code where}; the first report of a field counts. */
    public void add(String where, String detail) {
        if (isFull() || isReported(where)) {
            return;
        }
        List<FieldError> list = errors;
        if (list == null) {
            list = new ArrayList<>();
            errors = list;
        }
        list.add(new FieldError(where, detail));
    }

    /** Whether enough was reported: what comes now is not kept. */
    private boolean isFull() {
        return errors != null && errors.size() >= MAX_ERRORS;
    }

    private boolean isReported(String where) {
        return errors != null && errors.stream().anyMatch(error -> error.field().equals(where));
    }

    /** Whether anything was reported. */
    public boolean any() {
        return errors != null;
    }

    /** Reports to a configuration what was found wrong with values of its own; fields are paths below {@code problems}' node. */
    public void reportTo(Problems problems) {
        if (errors != null) {
            errors.forEach(error -> problems.add(error.field(), error.detail()));
        }
    }

    /** Ends the exchange with {@code INVALID_ARGUMENT} and every report, if there is one. */
    public void throwIfAny() {
        if (errors != null) {
            List<FieldError> list = Objects.requireNonNull(errors);
            String detail = list.size() == 1
                    ? list.getFirst().field() + ": " + list.getFirst().detail()
                    : list.size() + " arguments are missing or malformed";
            throw new FailureException(Failure.INVALID_ARGUMENT, detail, list);
        }
    }

    private static String abbreviate(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }
}
