package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.json.JsonDocument;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.Outcome.Root;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@link ReplySettings}: turns the outcome of a call into the HTTP reply. Codecs write the outcome as JSON, once,
 * straight from the frame; fields are picked, dropped, renamed and put into headers here, for all protocols. A route that asks
 * for none of that passes the JSON through untouched. Immutable, thread safe.
 *
 * <p>An exception that no line of the error table names is a 502 with its simple name and nothing else: its message may not be
 * meant for clients. It is no 500: the gateway did its work.
 *
 * <p>What a service says reaches a header only as visible ASCII: everything else, and the percent sign, is percent-encoded in UTF-8, so
 * that decoding gives the text back. In {@code Location} and {@code Content-Location} it is percent-encoded as URLs are, as one piece of
 * the path unless the header begins with it.
 *
 * <p>A body is left out when the settings say {@code none}, when there is no result, and for a status that has none (204, 205,
 * 304). A result or a part of it that is null is JSON null.
 *
 * <p>A buffer that is given away is released on every path, also when a method throws.
 */
public final class ReplyMapping {
    private static final int MAX_MESSAGE_CHARS = 2_000;
    private static final String STACK_LINE = "\tat ";

    private final int status;
    private final JsonOptions options;
    private final BodyShape shape;
    private final ErrorTable errors;
    private final ReplyHeaders headers;
    private final boolean headersReadResult;
    private final boolean bodiless;
    private final boolean isDefault;

    private ReplyMapping(ReplySettings settings, BodyShape shape, ErrorTable errors, ReplyHeaders headers) {
        this.status = settings.status();
        this.shape = shape;
        this.errors = errors;
        this.headers = headers;
        this.options =
                new JsonOptions(settings.int64() == ReplySettings.Int64Style.STRING, JsonOptions.DEFAULT.maxBytes());
        this.bodiless = shape.isNone() || status == 204 || status == 205 || status == 304;
        this.isDefault = settings.equals(ReplySettings.defaults());
        this.headersReadResult = headers.reads(Root.RESULT);
    }

    /** Compiles. */
    public static ReplyMapping compile(ReplySettings settings, Problems problems) {
        return new ReplyMapping(
                settings,
                BodyShape.compile(settings, problems),
                ErrorTable.compile(settings.errors(), problems),
                ReplyHeaders.compile(settings.headers(), problems.at("headers")));
    }

    /** Reports to {@code problems}, the collector at the settings' node, what the settings name and the call does not have. */
    public void check(ReplyNames names, Problems problems) {
        ReplyCheck check = new ReplyCheck(names);
        errors.check(check, problems);
        headers.check(check, problems.at("headers"));
    }

    /** Whether the settings say nothing that a route without them does not do. */
    public boolean isDefault() {
        return isDefault;
    }

    /** How a codec is to write the result. */
    public JsonOptions json() {
        return options;
    }

    /** A success: {@code result} is its JSON, given away; empty for a call that has none. */
    public HttpReply result(ByteBuf result, String rpcStatus) {
        return keeping(result, () -> success(result, Outcome.reply(result, null), rpcStatus));
    }

    /**
     * A reply of a protocol that has header fields.
     *
     * @param result its JSON, given away
     * @param header the header fields as a JSON object, lent; decides the error table's {@code header} lines
     */
    public HttpReply result(ByteBuf result, ByteBuf header, String rpcStatus) {
        return keeping(result, () -> {
            Outcome outcome = Outcome.reply(result, header);
            ErrorTable.Line line = headerLine(outcome);
            return line == null ? success(result, outcome, rpcStatus) : headerProblem(line, outcome);
        });
    }

    /** A success whose body is no JSON: passed through with its content type. Given away. */
    public HttpReply bytes(ByteBuf body, String contentType, @Nullable ByteBuf header, String rpcStatus) {
        return keeping(body, () -> {
            Outcome outcome = Outcome.reply(null, header);
            ErrorTable.Line line = headerLine(outcome);
            return line == null
                    ? new HttpReply(status, headers.filled(contentType, outcome), body, null, rpcStatus)
                    : headerProblem(line, outcome);
        });
    }

    /**
     * The service threw.
     *
     * @param type the exception's name; the error table matches it whole, or by its last segment after a dot or {@code $}
     * @param message its message, or null; what looks like a stack trace in it is cut off
     * @param fields its own fields as a JSON object, lent; may be empty
     */
    public HttpReply thrown(String type, @Nullable String message, ByteBuf fields) {
        ErrorTable.Line line = errors.thrown(type);
        if (line != null) {
            return problem(line, type, Outcome.failure(fields, shown(message)), "EXCEPTION")
                    .withLogDetail(said(type, message));
        }
        Failure failure = Failure.RPC_ERROR;
        String simple = Names.simple(type);
        ByteBuf body = ProblemReply.body(
                new ProblemReply.Head(failure.code(), failure.title(), failure.status(), "the service threw " + simple),
                json -> {
                    json.name("exception");
                    json.string(simple);
                });
        return new HttpReply(failure.status(), ProblemReply.headers(Headers.empty()), body, failure, "EXCEPTION")
                .withLogDetail(said(type, message));
    }

    /** What the operator gets to know of an exception. */
    private static String said(String type, @Nullable String message) {
        String sentence = shown(message);
        return sentence.isEmpty() ? Names.simple(type) : Names.simple(type) + ": " + sentence;
    }

    /**
     * The protocol says the call failed.
     *
     * @param rpcStatus the protocol's word, such as {@code service_error}; what the error table's {@code rpc} lines match
     * @param fallback the failure if no line matches
     * @param detail fit for the client; never a stack trace or an internal name
     */
    public HttpReply failed(String rpcStatus, Failure fallback, String detail) {
        String word = rpcStatus.toUpperCase(Locale.ROOT);
        ErrorTable.Line line = errors.failed(rpcStatus);
        if (line != null) {
            return problem(line, rpcStatus, Outcome.failure(null, shown(detail)), word)
                    .withLogDetail(shown(detail));
        }
        ByteBuf body = ProblemReply.body(
                new ProblemReply.Head(fallback.code(), fallback.title(), fallback.status(), shown(detail)), json -> {
                    json.name("rpcStatus");
                    json.string(rpcStatus);
                });
        return new HttpReply(fallback.status(), ProblemReply.headers(Headers.empty()), body, fallback, word)
                .withLogDetail(shown(detail));
    }

    /** Releases what was given away unless it became the reply's body. */
    @SuppressWarnings("ReferenceEquality") // it is about who owns this buffer, not about what it holds
    private static HttpReply keeping(ByteBuf given, Supplier<HttpReply> made) {
        boolean kept = false;
        try {
            HttpReply reply = made.get();
            kept = reply.body() == given;
            return reply;
        } finally {
            if (!kept) {
                given.release();
            }
        }
    }

    private HttpReply success(ByteBuf result, Outcome outcome, String rpcStatus) {
        if (bodiless || !result.isReadable()) {
            return new HttpReply(status, headers.none(outcome), Unpooled.EMPTY_BUFFER, null, rpcStatus);
        }
        JsonDocument document = shape.isWhole() && !headersReadResult ? null : outcome.document(Root.RESULT);
        Headers all = headers.json(outcome);
        ByteBuf body = document == null || shape.isWhole() ? result : shaped(document, result);
        return new HttpReply(status, all, body, null, rpcStatus);
    }

    private ByteBuf shaped(JsonDocument document, ByteBuf result) {
        ByteBuf body = result.alloc().buffer(result.readableBytes());
        try {
            shape.write(document, new JsonWriter(body, options));
            return body.retain();
        } finally {
            body.release();
        }
    }

    private ErrorTable.@Nullable Line headerLine(Outcome outcome) {
        return errors.hasHeaderLines() ? errors.header(outcome.document(Root.HEADER)) : null;
    }

    private static HttpReply headerProblem(ErrorTable.Line line, Outcome outcome) {
        return problem(line, String.valueOf(line.settings().header()), outcome, "ERROR");
    }

    private static HttpReply problem(ErrorTable.Line line, String name, Outcome outcome, String rpcStatus) {
        outcome.forgive();
        ReplySettings.ErrorSettings chosen = line.settings();
        String code = chosen.code() == null ? Names.snake(name) : chosen.code();
        String filled = line.detail() == null ? null : line.detail().fill(outcome);
        String detail = filled != null ? filled : chosen.status() < 500 ? outcome.message() : "";
        ByteBuf body = ProblemReply.body(
                new ProblemReply.Head(code, Names.title(code), chosen.status(), detail),
                json -> line.writeExtra(outcome, json));
        Headers after = chosen.retryAfter() == null
                ? Headers.empty()
                : Headers.of(
                        "retry-after",
                        Long.toString(Math.max(1, chosen.retryAfter().toSeconds())));
        return new HttpReply(chosen.status(), ProblemReply.headers(after), body, null, code, rpcStatus, null);
    }

    /** A service's sentence as clients may see it: of bounded length, and without the stack trace that some frameworks add. */
    private static String shown(@Nullable String message) {
        if (message == null) {
            return "";
        }
        int stack = message.indexOf("\n" + STACK_LINE);
        int windows = message.indexOf("\r\n" + STACK_LINE);
        int end = Math.min(stack < 0 ? message.length() : stack, windows < 0 ? message.length() : windows);
        String sentence = message.substring(0, Math.min(end, MAX_MESSAGE_CHARS));
        return end < message.length() || end > MAX_MESSAGE_CHARS ? sentence + "..." : sentence;
    }
}
