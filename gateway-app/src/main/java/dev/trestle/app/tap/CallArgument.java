package dev.trestle.app.tap;

import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.mapping.RequestValues;
import java.util.ArrayList;
import java.util.List;

/** An argument of a call, or a part of one: its place, type, source, and value for people. */
public record CallArgument(String name, String type, String source, String value) {
    /** What a codec makes of a request; of one that it refuses, what came before that. */
    public static List<CallArgument> of(CodecNotes notes, RequestValues request) {
        List<CallArgument> arguments = new ArrayList<>();
        try {
            notes.arguments(
                    request, (name, type, source, value) -> arguments.add(new CallArgument(name, type, source, value)));
        } catch (FailureException refused) {
            // The call fails in the same way, and its answer says how.
        }
        return List.copyOf(arguments);
    }
}
