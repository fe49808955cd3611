package dev.trestle.wasm.scenario;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.OneOf;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import dev.trestle.bridge.settings.Shorthand;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of a scenario. */
@Doc("One thing that happens to the module.")
@OneOf({
    "requestHeaders",
    "requestBody",
    "requestTrailers",
    "calloutReply",
    "responseHeaders",
    "responseBody",
    "responseTrailers",
    "downstreamData",
    "upstreamData",
    "tick",
    "event"
})
public record Step(
        @Doc("The request's head is there; the first one opens the stream.") @Nullable
        Head requestHeaders,

        @Doc("A piece of the request's body, behind those that the module holds.") @Nullable
        Piece requestBody,

        @Doc("The request's trailers.") @Nullable Map<String, FieldValue> requestTrailers,

        @Doc("An answer to a request that the module has sent.") @Nullable
        CalloutReply calloutReply,

        @Doc("The response's head is there.") @Nullable Head responseHeaders,
        @Doc("A piece of the response's body.") @Nullable Piece responseBody,
        @Doc("The response's trailers.") @Nullable Map<String, FieldValue> responseTrailers,

        @Doc("Bytes from the client of a connection.") @Nullable
        Piece downstreamData,

        @Doc("Bytes from the upstream of a connection.") @Nullable
        Piece upstreamData,

        @Range(min = 1, max = 1000)
        @Doc("How often the module's timer goes off; the clock goes on by its period each time.")
        @Nullable
        Integer tick,

        @Doc("Something without more to say about it.") @Nullable
        Event event,

        @Doc("What is expected once the module has returned; nothing more is looked at.") @Nullable
        Expectation expect) {
    /** Refuses a step of several things, or of none. */
    public Step {
        Map<String, Object> written = new LinkedHashMap<>();
        note(written, "requestHeaders", requestHeaders);
        note(written, "requestBody", requestBody);
        note(written, "requestTrailers", requestTrailers);
        note(written, "calloutReply", calloutReply);
        note(written, "responseHeaders", responseHeaders);
        note(written, "responseBody", responseBody);
        note(written, "responseTrailers", responseTrailers);
        note(written, "downstreamData", downstreamData);
        note(written, "upstreamData", upstreamData);
        note(written, "tick", tick);
        note(written, "event", event);
        if (written.size() != 1) {
            String shown = written.isEmpty() ? "nothing" : String.join(", ", written.keySet());
            throw new SettingException(
                    "",
                    shown + " (expected: one of requestHeaders, requestBody, requestTrailers,"
                            + " calloutReply, responseHeaders, responseBody, responseTrailers, downstreamData, upstreamData,"
                            + " tick, event)");
        }
    }

    private static void note(Map<String, Object> written, String key, @Nullable Object value) {
        if (value != null) {
            written.put(key, value);
        }
    }

    /** What there is nothing more to say about. */
    public enum Event {
        @Doc("A client has connected.")
        NEW_CONNECTION,
        @Doc("The client has closed the connection.")
        DOWNSTREAM_CLOSED,
        @Doc("The upstream has closed the connection.")
        UPSTREAM_CLOSED,
        @Doc("The stream or connection is over: what follows is another one.")
        CLOSE
    }

    /** A head. */
    @Doc("A message's head.")
    public record Head(
            @Example("{\":method\": GET, \":path\": /, \":authority\": example.com}")
            @Doc("Its fields, with pseudo-headers; a list for several of one name.")
            Map<String, FieldValue> headers,

            @Default("false") @Doc("Whether nothing follows.")
            boolean end) {}

    /** A piece of a body, or of what a connection carries. */
    @Doc("Bytes. Text alone is all of them: nothing follows.")
    public record Piece(
            @Doc("As text, in UTF-8.") @Nullable String text,

            @Doc("In hex; spaces between bytes are skipped.") @Nullable
            String hex,

            @Default("false") @Doc("Whether nothing follows.")
            boolean end) {
        /** Checks that it says what the bytes are. */
        public Piece {
            if (text != null && hex != null) {
                throw new SettingException("hex", "beside text (expected: one of them)");
            }
            if (hex != null && !hex.matches("( *[0-9A-Fa-f]{2})* *")) {
                throw new SettingException("hex", hex + " (expected: pairs of hex digits)");
            }
        }

        /** Written as text: all of it. */
        @Shorthand("text")
        static Piece of(String text) {
            return new Piece(text, null, true);
        }

        byte[] bytes() {
            return hex == null
                    ? Objects.requireNonNullElse(text, "").getBytes(StandardCharsets.UTF_8)
                    : HexFormat.of().parseHex(hex.replace(" ", ""));
        }
    }

    /** An answer to a callout. */
    @Doc("An answer to the oldest request that the module has sent and that has none yet.")
    public record CalloutReply(
            @Doc("The oldest of those to this cluster.") @Nullable
            String cluster,

            @Default("200") @Range(min = 100, max = 599) @Doc("Its status.")
            int status,

            @Doc("Its other fields.") Map<String, FieldValue> headers,
            @Default("\"\"") @Doc("Its body.") String body,
            @Doc("Its trailers.") Map<String, FieldValue> trailers,

            @Default("false") @Doc("There is none: the call fails.")
            boolean fails) {}

    /** The values of a field. */
    @Doc("The values of one field: text, or a list; an empty list for a field that is expected not to be there.")
    public record FieldValue(
            @Doc("The only one.") @Nullable String value,
            @Doc("All, in their order.") @Nullable List<String> values) {
        /** Refuses both. */
        public FieldValue {
            if (value != null && values != null) {
                throw new SettingException("values", "beside value (expected: one of them)");
            }
        }

        /** One value. */
        @Shorthand("value")
        static FieldValue of(String value) {
            return new FieldValue(value, null);
        }

        /** Several. */
        @Shorthand("values")
        static FieldValue of(List<String> values) {
            return new FieldValue(null, values);
        }

        List<String> all() {
            return value == null ? Objects.requireNonNullElse(values, List.of()) : List.of(value);
        }
    }
}
