package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonException;
import dev.trestle.bridge.json.JsonLimits;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a call left behind: JSON texts, lent, that are parsed when first asked for. Lives for one reply. */
final class Outcome {
    /** Looser than for requests: this text was written by a codec, from a frame that was within its own limits. */
    private static final JsonLimits LIMITS = new JsonLimits(512, 10_000);

    /** What a field can be a field of. */
    enum Root {
        /** The result. */
        RESULT,
        /** The header of the reply's frame. */
        HEADER,
        /** The fields of a thrown exception. */
        EXCEPTION;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** As the route language has it. */
        String word() {
            return word;
        }
    }

    private final @Nullable Text result;
    private final @Nullable Text header;
    private final @Nullable Text exception;
    private final String message;
    private boolean forgiving;

    /** One JSON text and what it says, once that is known. */
    private static final class Text {
        private final ByteBuf json;
        private @Nullable JsonDocument document;

        Text(ByteBuf json) {
            this.json = json;
        }

        static @Nullable Text of(@Nullable ByteBuf json) {
            return json == null || !json.isReadable() ? null : new Text(json);
        }
    }

    private Outcome(@Nullable ByteBuf result, @Nullable ByteBuf header, @Nullable ByteBuf fields, String message) {
        this.result = Text.of(result);
        this.header = Text.of(header);
        this.exception = Text.of(fields);
        this.message = message;
    }

    /** A reply that came, with a result, header fields, both or none. */
    static Outcome reply(@Nullable ByteBuf result, @Nullable ByteBuf header) {
        return new Outcome(result, header, null, "");
    }

    /** A call that failed, with what it said. */
    static Outcome failure(@Nullable ByteBuf fields, String message) {
        return new Outcome(null, null, fields, message);
    }

    /** From now on text that is no JSON counts as not there: an error's reply need not look like a result. */
    void forgive() {
        forgiving = true;
    }

    /** What an exception or a protocol status said; empty otherwise. */
    String message() {
        return message;
    }

    /** The document, or null when there is none. */
    @Nullable
    JsonDocument document(Root root) {
        Text text = switch (root) {
            case RESULT -> result;
            case HEADER -> header;
            case EXCEPTION -> exception;
        };
        if (text == null || text.document != null) {
            return text == null ? null : text.document;
        }
        try {
            text.document = JsonDocument.parse(text.json, LIMITS);
            return text.document;
        } catch (JsonException malformed) {
            if (forgiving) {
                return null;
            }
            throw new FailureException(
                    Failure.DECODE_FAILED, "the " + root.word() + " is not valid JSON: " + malformed.getMessage());
        }
    }
}
