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
import java.util.function.Consumer;

/**
 * Failures as RFC 9457 {@code application/problem+json}: {@code type} (urn:trestle:problem:CODE), {@code title}, {@code status},
 * {@code detail}, {@code code}, and {@code errors} where fields are wrong.
 */
public final class ProblemReply {
    private ProblemReply() {}

    /** The reply for {@code failure}. */
    public static HttpReply of(Failure failure, String detail, List<FieldError> errors, Headers extraHeaders) {
        ByteBuf body = body(failure.code(), failure.title(), failure.status(), detail, json -> errors(json, errors));
        return new HttpReply(
                failure.status(),
                headers(extraHeaders),
                body,
                failure,
                failure.code().toUpperCase(java.util.Locale.ROOT));
    }

    /** A problem's JSON; {@code extra} writes further members. */
    static ByteBuf body(String code, String title, int status, String detail, Consumer<JsonWriter> extra) {
        ByteBuf body = Unpooled.buffer(256);
        JsonWriter json = new JsonWriter(body, JsonOptions.DEFAULT);
        json.beginObject();
        json.name("type");
        json.string("urn:trestle:problem:" + code);
        json.name("title");
        json.string(title);
        json.name("status");
        json.int32(status);
        if (!detail.isEmpty()) {
            json.name("detail");
            json.string(detail);
        }
        json.name("code");
        json.string(code);
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
