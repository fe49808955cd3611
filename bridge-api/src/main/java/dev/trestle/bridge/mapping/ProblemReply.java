package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FieldError;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Failures as RFC 9457 {@code application/problem+json}: {@code type} (urn:trestle:problem:CODE), {@code title}, {@code status},
 * {@code detail}, {@code code}, and {@code errors} where fields are wrong.
 */
public final class ProblemReply {
    private ProblemReply() {}

    /**
     * The members that every problem has.
     *
     * @param detail left out when empty
     */
    record Head(String code, String title, int status, String detail) {}

    /**
     * The reply for {@code failure}.
     *
     * @param extraHeaders such as {@code Retry-After}, {@code Allow}
     */
    public static HttpReply of(Failure failure, String detail, List<FieldError> errors, Headers extraHeaders) {
        Head head = new Head(failure.code(), failure.title(), failure.status(), detail);
        ByteBuf body = body(head, json -> errors(json, errors));
        String rpcStatus = failure.code().toUpperCase(Locale.ROOT);
        return new HttpReply(failure.status(), headers(extraHeaders), body, failure, rpcStatus);
    }

    /** A problem's JSON; {@code extra} writes further members. */
    static ByteBuf body(Head head, Consumer<JsonWriter> extra) {
        ByteBuf body = Unpooled.buffer(256); // on the heap, so that nothing is lost when extra throws
        JsonWriter json = new JsonWriter(body, JsonOptions.DEFAULT);
        json.beginObject();
        json.name("type");
        json.string("urn:trestle:problem:" + head.code());
        json.name("title");
        json.string(head.title());
        json.name("status");
        json.int32(head.status());
        if (!head.detail().isEmpty()) {
            json.name("detail");
            json.string(head.detail());
        }
        json.name("code");
        json.string(head.code());
        extra.accept(json);
        json.endObject();
        return body;
    }

    /** The content type and {@code extra}. */
    static Headers headers(Headers extra) {
        List<String> fields = new ArrayList<>(List.of("content-type", "application/problem+json"));
        extra.forEach((name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        return Headers.of(fields.toArray(String[]::new));
    }

    private static void errors(JsonWriter json, List<FieldError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        json.name("errors");
        json.beginArray();
        for (FieldError error : errors) {
            json.beginObject();
            json.name("field");
            json.string(error.field());
            json.name("detail");
            json.string(error.detail());
            json.endObject();
        }
        json.endArray();
    }
}
