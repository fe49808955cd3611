package dev.trestle.codec.raw;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonException;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.mapping.ReplyMapping;
import dev.trestle.codec.raw.RawCallSettings.AnswerSettings;
import dev.trestle.codec.raw.RawCallSettings.Form;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Turns a reply's payload and header fields into the HTTP reply. Immutable, thread safe. */
final class Answer {
    private static final String OK = "OK";

    private final Form form;
    private final String contentType;
    private final Charset charset;
    private final ReplyMapping mapping;

    Answer(AnswerSettings settings, ReplyMapping mapping) {
        String written = settings.contentType();
        String usual = settings.as() == Form.TEXT ? "text/plain; charset=utf-8" : "application/octet-stream";
        this.form = settings.as();
        this.contentType = written == null ? usual : written;
        this.charset = RawCallSettings.charsetNamed(settings.charset());
        this.mapping = mapping;
    }

    /**
     * The reply.
     *
     * @param payload given away
     * @param header the header fields as JSON, lent; null when there are none
     */
    HttpReply reply(ByteBuf payload, @Nullable ByteBuf header) {
        return switch (form) {
            case JSON -> json(payload, header);
            case TEXT -> mapping.bytes(inUtf8(payload), contentType, header, OK);
            case BYTES -> mapping.bytes(payload, contentType, header, OK);
        };
    }

    /** The reply of a call that has none. */
    HttpReply nothing() {
        return mapping.result(Unpooled.EMPTY_BUFFER, "ONE_WAY");
    }

    /** JSON that the mapping hands on as it is was not looked at yet; errors need none. */
    @SuppressWarnings("ReferenceEquality") // whether the very buffer goes on is what matters
    private HttpReply json(ByteBuf payload, @Nullable ByteBuf header) {
        HttpReply reply = header == null ? mapping.result(payload, OK) : mapping.result(payload, header, OK);
        if (reply.body() == payload && payload.isReadable()) {
            try {
                JsonDocument.parse(payload, JsonLimits.DEFAULT);
            } catch (JsonException malformed) {
                payload.release();
                throw new FailureException(
                        Failure.DECODE_FAILED, "the reply is not valid JSON: " + malformed.getMessage());
            }
        }
        return reply;
    }

    private ByteBuf inUtf8(ByteBuf payload) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return payload;
        }
        try {
            return ByteBufUtil.encodeString(
                    payload.alloc(), CharBuffer.wrap(payload.toString(charset)), StandardCharsets.UTF_8);
        } finally {
            payload.release();
        }
    }
}
