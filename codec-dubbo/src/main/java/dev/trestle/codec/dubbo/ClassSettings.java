package dev.trestle.codec.dubbo;

import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Key;
import dev.trestle.bridge.settings.Rest;
import dev.trestle.bridge.settings.SettingException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One class of the service as declared: {@code {field: type}} or {@code {enum: [A, B]}}. No field can be called enum in Java. */
@Doc("A class: its fields with their types, or the constants of an enum.")
public record ClassSettings(
        @Key("enum") @Example("[NEW, PAID]") @Doc("The constants of an enum; [] for any.") @Nullable
        List<String> words,

        @Rest
        @Example("list<com.acme.Item>")
        @Doc(
                "The type of the field of this name, as the class declares it. A field that is not here is unknown, and treated as unknownFields says.")
        Map<String, String> fields) {
    /** Checks that it is one or the other. */
    public ClassSettings {
        if (words != null && !fields.isEmpty()) {
            throw new SettingException("enum", "beside " + fields.keySet() + " (expected: alone)");
        }
        words = words == null ? null : List.copyOf(words);
        fields = Collections.unmodifiableMap(fields);
    }
}
