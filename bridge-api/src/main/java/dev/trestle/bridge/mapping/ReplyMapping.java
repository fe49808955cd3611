package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonException;
import dev.trestle.bridge.json.JsonLimits;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@link ReplySettings}: turns the outcome of a call into the HTTP reply. Codecs write the outcome as JSON, once,
 * straight from the frame; fields are picked, dropped, renamed and put into headers here, for all protocols. A route that asks
 * for none of that passes the JSON through untouched. Immutable, thread safe.
 *
 * <p>An exception that no line of the error table names is a 502 with its simple name and nothing else: its message may not be
 * meant for clients.
 */
public final class ReplyMapping {
    private static final Headers JSON = Headers.of("content-type", "application/json");
    private static final String RESULT = "result";
    private static final String HEADER = "header";

    private final ReplySettings settings;
    private final JsonOptions options;
    private final BodyShape shape;
    private final ErrorTable errors;
    private final Map<String, Template> headers;
    private final boolean readsResult;

    private ReplyMapping(ReplySettings settings, BodyShape shape, ErrorTable errors, Map<String, Template> headers) {
        this.settings = settings;
        this.shape = shape;
        this.errors = errors;
        this.headers = headers;
        this.options =
                new JsonOptions(settings.int64() == ReplySettings.Int64Style.STRING, JsonOptions.DEFAULT.maxBytes());
        this.readsResult = headers.values().stream().anyMatch(t -> t.reads(RESULT));
    }

    /** Compiles. */
    public static ReplyMapping compile(ReplySettings settings, Problems problems) {
        Map<String, Template> headers = new LinkedHashMap<>();
        settings.headers().forEach((name, text) -> {
            Problems at = problems.at("headers").at(name);
            if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]+")) {
                at.add("", name + " (expected: a header name)");
            }
            headers.put(name, Template.compile(text, List.of(RESULT, HEADER), "", at));
        });
        return new ReplyMapping(
                settings,
                BodyShape.compile(settings, problems),
                ErrorTable.compile(settings.errors(), problems),
                headers);
    }

    /** How a codec is to write the result. */
    public JsonOptions json() {
        return options;
    }

    /** A success: {@code result} is its JSON, given away; empty for a call that has none. */
    public HttpReply result(ByteBuf result, String rpcStatus) {
        return success(result, null, rpcStatus);
    }

    /**
     * A reply of a protocol that has header fields.
     *
     * @param result its JSON, given away
     * @param header the header fields as a JSON object, lent; decides the error table's {@code header} lines
     */
    public HttpReply result(ByteBuf result, ByteBuf header, String rpcStatus) {
        JsonDocument fields = JsonDocument.parse(header, JsonLimits.DEFAULT);
        ErrorTable.Line line = errors.header(fields);
        if (line == null) {
            return success(result, fields, rpcStatus);
        }
        try {
            return problem(line, line.settings().header() + "", "", root -> root.equals(HEADER) ? fields : null);
        } finally {
            result.release();
        }
    }

    /** A success whose body is no JSON: passed through with its content type. Given away. */
    public HttpReply bytes(ByteBuf body, String contentType, @Nullable ByteBuf header, String rpcStatus) {
        JsonDocument fields = header == null ? null : JsonDocument.parse(header, JsonLimits.DEFAULT);
        ErrorTable.Line line = fields == null ? null : errors.header(fields);
        if (line != null) {
            body.release();
            return problem(line, line.settings().header() + "", "", root -> root.equals(HEADER) ? fields : null);
        }
        Headers all = filled(Headers.of("content-type", contentType), root -> root.equals(HEADER) ? fields : null);
        return new HttpReply(settings.status(), all, body, null, rpcStatus);
    }

    private HttpReply success(ByteBuf result, @Nullable JsonDocument header, String rpcStatus) {
        boolean empty = !result.isReadable();
        if (shape.isNone() || empty) {
            return bodiless(result, header, rpcStatus);
        }
        if (shape.isWhole() && !readsResult) {
            return new HttpReply(
                    settings.status(),
                    headers.isEmpty() ? JSON : filled(JSON, root -> root.equals(HEADER) ? header : null),
                    result,
                    null,
                    rpcStatus);
        }
        try {
            JsonDocument document = parsed(result);
            Headers all = filled(JSON, root -> root.equals(RESULT) ? document : header);
            ByteBuf body = result.alloc().buffer(result.readableBytes());
            try {
                shape.write(document, new JsonWriter(body, JsonOptions.DEFAULT));
                return new HttpReply(settings.status(), all, body.retain(), null, rpcStatus);
            } finally {
                body.release();
            }
        } finally {
            result.release();
        }
    }

    private HttpReply bodiless(ByteBuf result, @Nullable JsonDocument header, String rpcStatus) {
        try {
            JsonDocument document = readsResult && result.isReadable() ? parsed(result) : null;
            Headers all = filled(Headers.empty(), root -> root.equals(RESULT) ? document : header);
            return new HttpReply(settings.status(), all, Unpooled.EMPTY_BUFFER, null, rpcStatus);
        } finally {
            result.release();
        }
    }

    private static JsonDocument parsed(ByteBuf result) {
        try {
            return JsonDocument.parse(result, JsonLimits.DEFAULT);
        } catch (JsonException malformed) {
            throw new FailureException(
                    Failure.DECODE_FAILED, "the result is not valid JSON: " + malformed.getMessage());
        }
    }

    private Headers filled(Headers base, Template.Source source) {
        if (headers.isEmpty()) {
            return base;
        }
        List<String> fields = new ArrayList<>();
        base.forEach((name, value) -> {
            fields.add(name);
            fields.add(value);
        });
        headers.forEach((name, template) -> {
            String value = template.fill(source, "");
            if (value != null) {
                fields.add(name);
                fields.add(value);
            }
        });
        return Headers.of(fields.toArray(String[]::new));
    }

    /**
     * The service threw.
     *
     * @param type the exception's name; the error table matches it whole, or by its last segment after a dot or {@code $}
     * @param message its message, or null; never a stack trace
     * @param fields its own fields as a JSON object, lent
     */
    public HttpReply thrown(String type, @Nullable String message, ByteBuf fields) {
        ErrorTable.Line line = errors.thrown(type);
        if (line == null) {
            String simple = ErrorTable.simpleName(type);
            ByteBuf body = ProblemReply.body(
                    Failure.RPC_ERROR.code(), Failure.RPC_ERROR.title(), 502, "the service threw " + simple, json -> {
                        json.name("exception");
                        json.string(simple);
                    });
            return new HttpReply(502, ProblemReply.headers(Headers.empty()), body, Failure.RPC_ERROR, "EXCEPTION");
        }
        JsonDocument document = fields.isReadable() ? parsed(fields) : null;
        return problem(line, type, message == null ? "" : message, root -> root.equals("exception") ? document : null);
    }

    /**
     * The protocol says the call failed.
     *
     * @param rpcStatus the protocol's word, such as {@code service_error}; what the error table's {@code rpc} lines match
     * @param fallback the failure if no line matches
     * @param detail fit for the client; never a stack trace or an internal name
     */
    public HttpReply failed(String rpcStatus, Failure fallback, String detail) {
        ErrorTable.Line line = errors.failed(rpcStatus);
        if (line != null) {
            return problem(line, rpcStatus, detail, root -> null);
        }
        ByteBuf body = ProblemReply.body(fallback.code(), fallback.title(), fallback.status(), detail, json -> {
            json.name("rpcStatus");
            json.string(rpcStatus);
        });
        return new HttpReply(
                fallback.status(),
                ProblemReply.headers(Headers.empty()),
                body,
                fallback,
                rpcStatus.toUpperCase(Locale.ROOT));
    }

    private HttpReply problem(ErrorTable.Line line, String name, String message, Template.Source source) {
        ReplySettings.ErrorSettings chosen = line.settings();
        String code = line.code(name);
        String title = code.replace('_', ' ');
        String filled = line.detail() == null ? null : line.detail().fill(source, message);
        String detail = filled != null ? filled : chosen.status() < 500 ? message : "";
        ByteBuf body = ProblemReply.body(code, title, chosen.status(), detail, json -> extra(chosen, source, json));
        Headers after = chosen.retryAfter() == null
                ? Headers.empty()
                : Headers.of(
                        "retry-after",
                        Long.toString(Math.max(1, chosen.retryAfter().toSeconds())));
        return new HttpReply(
                chosen.status(),
                ProblemReply.headers(after),
                body,
                null,
                name.equals("") ? "ERROR" : rpcWord(chosen, name));
    }

    private static String rpcWord(ReplySettings.ErrorSettings line, String name) {
        if (line.exception() != null) {
            return "EXCEPTION";
        }
        return line.header() != null ? "ERROR" : name.toUpperCase(Locale.ROOT);
    }

    private static void extra(ReplySettings.ErrorSettings line, Template.Source source, JsonWriter json) {
        line.extra().forEach((to, from) -> {
            JsonDocument document = source.document(line.header() == null ? "exception" : HEADER);
            JsonPath path = JsonPath.parse(from);
            int node = document == null || path == null ? -1 : path.find(document, 0);
            if (document != null && node >= 0) {
                json.name(to);
                json.copy(document, node);
            }
        });
    }
}
