package dev.trestle.codec.raw;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.ArgumentErrors;
import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.Binding;
import dev.trestle.bridge.mapping.BindingSettings;
import dev.trestle.bridge.mapping.Coerce;
import dev.trestle.bridge.mapping.PathNames;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.mapping.Value;
import dev.trestle.bridge.mapping.WhenMissing;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.raw.RawCallSettings.PayloadSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The payload of a call. Immutable, thread safe. */
sealed interface Payload {
    /** No more than this is guessed for a payload whose size nobody knows yet. */
    int USUAL_BYTES = 256;

    /** Its bytes for one request, to be released by the caller. What is wrong is reported to the request. */
    ByteBuf write(RequestValues request, ByteBufAllocator allocator);

    /** Says where it comes from, for people; a constant says nothing. */
    default void explain(RequestValues request, ArgumentNotes notes) {}

    /** Compiles; what reads nothing of the request is encoded here and never again. */
    static Payload compile(@Nullable PayloadSettings settings, PathNames variables, Problems problems) {
        if (settings == null) {
            return new Constant(new byte[0]);
        }
        BindingSettings chosen = chosen(settings);
        Payload payload = form(settings, variables, problems);
        if (readsRequest(chosen)) {
            return payload;
        }
        RequestHead nobody = new RequestHead("GET", "/", "", Headers.empty(), PathVariables.NONE);
        RequestValues request = new RequestValues(nobody, Unpooled.EMPTY_BUFFER, () -> "");
        ByteBuf bytes = payload.write(request, UnpooledByteBufAllocator.DEFAULT);
        if (request.errors().any()) {
            problems.add("", "a constant that cannot be written (expected: a value of its form and charset)");
        }
        byte[] constant = ByteBufUtil.getBytes(bytes);
        bytes.release();
        return new Constant(constant);
    }

    /** The one binding of {@code settings}. */
    static BindingSettings chosen(PayloadSettings settings) {
        BindingSettings json = settings.json();
        BindingSettings text = settings.text();
        BindingSettings bytes = settings.bytes();
        BindingSettings chosen = json != null ? json : text != null ? text : bytes;
        if (chosen == null) {
            throw new IllegalStateException("no payload");
        }
        return chosen;
    }

    private static Payload form(PayloadSettings settings, PathNames variables, Problems problems) {
        BindingSettings chosen = chosen(settings);
        if (settings.json() != null) {
            Problems at = problems.at("json");
            return new Json(Binding.compile(chosen, WhenMissing.ERROR, variables, at), JsonShape.of(chosen, at));
        }
        if (settings.text() != null) {
            Charset charset = RawCallSettings.charsetNamed(settings.charset());
            return new Text(Binding.compile(chosen, WhenMissing.ERROR, variables, problems.at("text")), charset);
        }
        return isBody(chosen)
                ? new Body()
                : new Base64(Binding.compile(chosen, WhenMissing.ERROR, variables, problems.at("bytes")));
    }

    /** Whether the body is meant as it is. */
    static boolean isBody(BindingSettings settings) {
        return "body".equals(settings.from());
    }

    private static boolean readsRequest(BindingSettings settings) {
        return settings.from() != null
                || settings.object().values().stream().anyMatch(Payload::readsRequest)
                || settings.list().stream().anyMatch(Payload::readsRequest);
    }

    /** The same bytes for every request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    record Constant(byte[] bytes) implements Payload {
        @Override
        public ByteBuf write(RequestValues request, ByteBufAllocator allocator) {
            return bytes.length == 0 ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
        }
    }

    /** A JSON value. */
    record Json(Binding binding, JsonShape shape) implements Payload {
        @Override
        public void explain(RequestValues request, ArgumentNotes notes) {
            binding.explain("payload", "json", request, notes);
        }

        @Override
        public ByteBuf write(RequestValues request, ByteBufAllocator allocator) {
            Value value = binding.resolve(request);
            ByteBuf out = allocator.buffer(USUAL_BYTES);
            try {
                shape.write(value, new JsonWriter(out, JsonOptions.DEFAULT), request.errors());
                return out.retain();
            } finally {
                out.release();
            }
        }
    }

    /** Text, one value or several one after the other. */
    record Text(Binding binding, Charset charset) implements Payload {
        @Override
        public void explain(RequestValues request, ArgumentNotes notes) {
            binding.explain("payload", "text", request, notes);
        }

        @Override
        public ByteBuf write(RequestValues request, ByteBufAllocator allocator) {
            Value value = binding.resolve(request);
            StringBuilder text = new StringBuilder();
            append(value, text, request.errors());
            try {
                ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
                return Unpooled.wrappedBuffer(bytes);
            } catch (CharacterCodingException unmappable) {
                request.errors().add(value, "expected: text that " + charset + " can write");
                return Unpooled.EMPTY_BUFFER;
            }
        }

        private static void append(Value value, StringBuilder text, ArgumentErrors errors) {
            switch (value.kind()) {
                case ABSENT -> {}
                case BOOLEAN, NUMBER, STRING, TEXT -> text.append(value.text());
                case ARRAY -> {
                    for (Iterator<Value> items = value.values(); items.hasNext(); ) {
                        append(items.next(), text, errors);
                    }
                }
                case NULL, OBJECT -> errors.add(value, "expected: text");
            }
        }
    }

    /** The body as it came. */
    record Body() implements Payload {
        @Override
        public void explain(RequestValues request, ArgumentNotes notes) {
            notes.argument("payload", "bytes", "body", request.content().readableBytes() + " bytes");
        }

        @Override
        public ByteBuf write(RequestValues request, ByteBufAllocator allocator) {
            return request.content().retainedSlice();
        }
    }

    /** Bytes that came as base64. */
    record Base64(Binding binding) implements Payload {
        @Override
        public void explain(RequestValues request, ArgumentNotes notes) {
            binding.explain("payload", "base64", request, notes);
        }

        @Override
        public ByteBuf write(RequestValues request, ByteBufAllocator allocator) {
            Value value = binding.resolve(request);
            return value.kind() == Value.Kind.ABSENT
                    ? Unpooled.EMPTY_BUFFER
                    : Unpooled.wrappedBuffer(Coerce.base64(value, request.errors()));
        }
    }
}
