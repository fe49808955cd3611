package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.RequestFacts;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonException;
import dev.trestle.bridge.json.JsonLimits;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request as bindings see it: path, query, headers, cookies, form, JSON body. Parts are parsed when first asked for. Lives
 * while one request is encoded, on one thread.
 */
public final class RequestValues {
    private static final String FORM = "application/x-www-form-urlencoded";

    private static final Set<String> UTF8_CHARSETS = Set.of("utf-8", "utf8", "us-ascii", "ascii");

    private final RequestHead head;
    private final ByteBuf content;
    private final RequestFacts facts;
    private final ArgumentErrors errors = new ArgumentErrors();
    private @Nullable Value body;
    private @Nullable Parameters query;
    private @Nullable Parameters form;

    /**
     * The values of one request.
     *
     * @param body the whole body, lent; its bytes are copied when it is parsed
     * @param facts what {@code request.id} and {@code trace.parent} read
     */
    public RequestValues(RequestHead head, ByteBuf body, RequestFacts facts) {
        this.head = head;
        this.content = body;
        this.facts = facts;
    }

    /** Where what is wrong is gathered. */
    public ArgumentErrors errors() {
        return errors;
    }

    /** The request's head. */
    public RequestHead head() {
        return head;
    }

    /** The body's bytes, lent. */
    public ByteBuf content() {
        return content;
    }

    /** What is known of the request besides. */
    public RequestFacts facts() {
        return facts;
    }

    /**
     * The JSON body, an ABSENT value when there is no body. A body without a content type may be JSON, and so may one under the
     * form type: {@code curl -d} and other clients name it when nobody told them a type.
     *
     * @throws FailureException MALFORMED_JSON with the position, or UNSUPPORTED_MEDIA_TYPE when the body says that it is
     *     something else
     */
    public Value body() {
        Value known = body;
        if (known == null) {
            known = content.isReadable() ? json() : Values.absent("body");
            body = known;
        }
        return known;
    }

    private Value json() {
        String type = mediaType();
        if (!type.isEmpty() && !type.equals("application/json") && !type.endsWith("+json") && !isForm()) {
            throw noJson();
        }
        checkCharset();
        checkCoding();
        try {
            return JsonValue.root(JsonDocument.parse(content, JsonLimits.DEFAULT), "body");
        } catch (JsonException malformed) {
            throw isForm() ? noJson() : new FailureException(Failure.MALFORMED_JSON, "body: " + malformed.getMessage());
        }
    }

    /** JSON is UTF-8 (RFC 8259); text in another charset would be read as something else in silence. */
    private void checkCharset() {
        String charset = charset();
        if (!charset.isEmpty() && !UTF8_CHARSETS.contains(charset)) {
            throw new FailureException(
                    Failure.UNSUPPORTED_MEDIA_TYPE, "content-type with charset " + charset + " (expected: utf-8)");
        }
    }

    /** What is compressed is not read; it would be taken for text that is broken (RFC 9110, 8.4). */
    private void checkCoding() {
        String coding = head.headers().get("content-encoding");
        if (coding != null && !coding.isBlank() && !coding.trim().equalsIgnoreCase("identity")) {
            throw new FailureException(
                    Failure.UNSUPPORTED_MEDIA_TYPE, "content-encoding " + coding.trim() + " (expected: none)");
        }
    }

    /** The charset parameter of the content type in lower case, empty without one. */
    private String charset() {
        String type = head.headers().get("content-type");
        String[] parameters = type == null ? new String[0] : type.split(";", -1);
        for (int i = 1; i < parameters.length; i++) {
            String parameter = parameters[i].trim().toLowerCase(Locale.ROOT);
            if (parameter.startsWith("charset=")) {
                return parameter
                        .substring("charset=".length())
                        .replace("\"", "")
                        .trim();
            }
        }
        return "";
    }

    private FailureException noJson() {
        return new FailureException(
                Failure.UNSUPPORTED_MEDIA_TYPE, "content-type " + mediaType() + " (expected: application/json)");
    }

    private String mediaType() {
        String type = head.headers().get("content-type");
        if (type == null) {
            return "";
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    Parameters query() {
        Parameters known = query;
        if (known == null) {
            known = Parameters.parse(head.query(), "query", errors);
            query = known;
        }
        return known;
    }

    boolean isForm() {
        return mediaType().equals(FORM);
    }

    Parameters form() {
        Parameters known = form;
        if (known == null) {
            if (!isForm() && content.isReadable()) {
                throw new FailureException(
                        Failure.UNSUPPORTED_MEDIA_TYPE, "content-type " + mediaType() + " (expected: " + FORM + ")");
            }
            checkCoding();
            known = Parameters.parse(content.toString(StandardCharsets.ISO_8859_1), "form", errors);
            form = known;
        }
        return known;
    }

    /** The first cookie called {@code name}, as sent; null when there is none. */
    @Nullable
    String cookie(String name) {
        for (String header : head.headers().all("cookie")) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0 && pair.substring(0, equals).trim().equals(name)) {
                    return pair.substring(equals + 1).trim();
                }
            }
        }
        return null;
    }
}
