package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.Problems;
import dev.trestle.bridge.settings.SettingsNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@link BindingSettings}: fetches one value from a request. Immutable, thread safe.
 *
 * <p>JSON null is a value that is there: {@code default} does not replace it and {@code whenMissing} does not see it; {@code
 * required} refuses it. Empty text is a value like any other.
 */
public interface Binding {
    /**
     * The value, after {@code default} and {@code whenMissing}; ABSENT where it is to be left out. A required value that is not
     * there is reported and comes back ABSENT.
     */
    Value resolve(RequestValues request);

    /** The origin, for explanations: {@code header.X-User-Id}, {@code const}. */
    String origin();

    /**
     * Says where the value of this request comes from, or those of its parts.
     *
     * @param name its place in the call
     * @param type in the protocol's words; may be empty
     */
    default void explain(String name, String type, RequestValues request, ArgumentNotes notes) {
        notes.argument(name, type, origin(), ShownValue.of(resolve(request)));
    }

    /**
     * Compiles one binding, with the objects and lists below it.
     *
     * @param whenMissing what an absent value becomes if the settings do not say
     * @param variables what {@code path.x} can be
     * @param problems collector at the binding's own node
     */
    static Binding compile(BindingSettings settings, WhenMissing whenMissing, PathNames variables, Problems problems) {
        SettingsNode constant = settings.constant();
        String from = settings.from();
        if (constant != null) {
            Value value = Constants.value(constant, "const");
            return new Bindings.Fixed(value);
        }
        if (from != null) {
            return from(settings, whenMissing, Origin.compile(from, variables, problems));
        }
        if (!settings.list().isEmpty()) {
            List<Binding> items = new ArrayList<>();
            for (int i = 0; i < settings.list().size(); i++) {
                items.add(compile(settings.list().get(i), WhenMissing.OMIT, variables, problems.at("list[" + i + "]")));
            }
            return new Bindings.Items(List.copyOf(items));
        }
        Map<String, Binding> members = new LinkedHashMap<>();
        settings.object()
                .forEach((name, member) -> members.put(
                        name,
                        compile(
                                member,
                                WhenMissing.OMIT,
                                variables,
                                problems.at("object").key(name))));
        return new Bindings.Members(members);
    }

    /**
     * The value that the settings hold themselves, {@code const}, {@code default} or what of a {@code list} they hold, for a codec to
     * check that its type can hold it; null where they hold none. It is called by its key, so that what is reported of it is a path
     * below the settings.
     */
    static @Nullable Value written(BindingSettings settings) {
        return Constants.written(settings, "");
    }

    private static Binding from(BindingSettings settings, WhenMissing whenMissing, Origin origin) {
        String from = String.valueOf(settings.from());
        SettingsNode fallback = settings.defaultValue();
        WhenMissing missing = settings.whenMissing() == null ? whenMissing : settings.whenMissing();
        return new Bindings.From(
                from,
                origin,
                settings.required() ? WhenMissing.ERROR : missing,
                fallback == null ? null : Constants.value(fallback, from));
    }

    /** The binding {@code from: body}: the whole JSON body. */
    static Binding body(WhenMissing whenMissing) {
        return new Bindings.From("body", RequestValues::body, whenMissing, null);
    }
}
