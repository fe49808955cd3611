package dev.trestle.bridge.mapping;

import dev.trestle.bridge.settings.Problems;

/** A compiled {@link BindingSettings}: fetches one value from a request. Immutable, thread safe. */
public interface Binding {
    /**
     * The value, after {@code default} and {@code whenMissing}; ABSENT where it is to be left out. A required value that is not
     * there is reported and comes back ABSENT.
     */
    Value resolve(RequestValues request);

    /** The origin, for explanations: {@code header.X-User-Id}, {@code const}. */
    String origin();

    /**
     * Compiles one binding, with the objects and lists below it.
     *
     * @param whenMissing what an absent value becomes if the settings do not say
     * @param problems collector at the binding's own node
     */
    static Binding compile(BindingSettings settings, WhenMissing whenMissing, Problems problems) {
        throw new UnsupportedOperationException();
    }

    /** The binding {@code from: body}: the whole JSON body. */
    static Binding body(WhenMissing whenMissing) {
        throw new UnsupportedOperationException();
    }
}
