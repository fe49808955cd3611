package dev.trestle.wasm.codec;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.PropertyValue;
import dev.trestle.wasm.World;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * What the module sees of one exchange, and what it says about it. Made once for each context: a module that broke off is shown the
 * same exchange again in a new one.
 */
final class ExchangeWorld implements World {
    private static final String REQUEST_ID = "x-request-id";

    private final BridgeExchange exchange;
    private final RequestHead head;
    private final FieldMap requestHeaders;
    private final FieldMap requestTrailers = new FieldMap();
    private final FieldMap responseTrailers = new FieldMap();
    private final Body requestBody;
    private final Body responseBody;
    private @Nullable FieldMap responseHeaders;

    private long consumed = -1;
    private boolean halfClose;
    private boolean oneWay;
    private boolean streaming;
    private boolean done;
    private boolean lost;
    private boolean silent;
    private boolean answered;

    ExchangeWorld(BridgeExchange exchange, RequestHead head, int maxBytes) {
        this.exchange = exchange;
        this.head = head;
        this.requestHeaders = requestFields(head, exchange);
        this.requestBody = new Body(exchange.allocator(), maxBytes);
        this.responseBody = new Body(exchange.allocator(), maxBytes);
    }

    private static FieldMap requestFields(RequestHead head, BridgeExchange exchange) {
        FieldMap fields = new FieldMap();
        fields.add(":method", head.method());
        fields.add(":path", head.query().isEmpty() ? head.path() : head.path() + '?' + head.query());
        fields.add(":scheme", "http");
        String host = head.headers().get("host");
        fields.add(":authority", host == null ? "" : host);
        fields.addAll(head.headers());
        fields.remove("host");
        fields.replace(REQUEST_ID, exchange.info().requestId());
        TraceContext trace = exchange.info().trace();
        if (trace != null) {
            fields.replace(TraceContext.PARENT, trace.parent());
        }
        return fields;
    }

    /** Trailers have come; they can be read when the body ends. */
    void trailers(Headers trailers) {
        requestTrailers.addAll(trailers);
    }

    Body requestBody() {
        return requestBody;
    }

    Body responseBody() {
        return responseBody;
    }

    /** The upstream has answered: from now on there is a head that the module may change. */
    FieldMap openResponse() {
        FieldMap fields = new FieldMap();
        fields.add(":status", "200");
        responseHeaders = fields;
        return fields;
    }

    /** The head of the reply; null before the upstream has answered. */
    @Nullable
    FieldMap responseHeaders() {
        return responseHeaders;
    }

    FieldMap responseTrailers() {
        return responseTrailers;
    }

    /** How many bytes the module took of what the upstream sent; -1 if it does not say, which is all of them. */
    long consumed() {
        return consumed;
    }

    boolean wantsHalfClose() {
        return halfClose;
    }

    boolean isOneWay() {
        return oneWay;
    }

    boolean isStreaming() {
        return streaming;
    }

    boolean isDone() {
        return done;
    }

    /** Whether the module broke off, in this exchange or in another. */
    boolean isLost() {
        return lost;
    }

    /** What the module answers by itself is dropped from now on, or not. */
    void silent(boolean on) {
        silent = on;
    }

    void release() {
        requestBody.close();
        responseBody.close();
    }

    @Override
    public @Nullable FieldMap fields(Fields which) {
        return switch (which) {
            case REQUEST_HEADERS -> requestHeaders;
            case REQUEST_TRAILERS -> requestTrailers;
            case RESPONSE_HEADERS -> responseHeaders;
            case RESPONSE_TRAILERS -> responseTrailers;
        };
    }

    @Override
    public @Nullable Body bytes(Bytes which) {
        return switch (which) {
            case REQUEST_BODY -> requestBody;
            case RESPONSE_BODY -> responseBody;
            case DOWNSTREAM_DATA, UPSTREAM_DATA -> null;
        };
    }

    @Override
    public byte @Nullable [] property(String path) {
        if (path.startsWith(CodecProperty.PATH)) {
            String variable = head.variables().get(path.substring(CodecProperty.PATH.length()));
            return variable == null ? null : PropertyValue.of(variable);
        }
        return switch (path) {
            case CodecProperty.ROLE -> PropertyValue.of("exchange");
            case CodecProperty.EXCHANGE_ID ->
                PropertyValue.of(Long.toString(exchange.info().exchangeId()));
            case CodecProperty.TIME_LEFT ->
                PropertyValue.of(Long.toString(Math.max(0, exchange.timeLeft().toMillis())));
            case "route_name" -> PropertyValue.of(exchange.info().routeId());
            case "cluster_name" -> PropertyValue.of(exchange.info().cluster());
            case "source.address" -> PropertyValue.of(exchange.info().peer());
            default -> null;
        };
    }

    @Override
    public boolean property(String path, byte[] value) {
        switch (path) {
            case CodecProperty.CONSUMED -> consumed = CodecProperty.number(value);
            case CodecProperty.HALF_CLOSE -> halfClose = CodecProperty.flag(value);
            case CodecProperty.ONE_WAY -> oneWay = CodecProperty.flag(value);
            case CodecProperty.STREAMING -> streaming = CodecProperty.flag(value);
            case CodecProperty.DONE -> done = CodecProperty.flag(value);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** A codec that waits for nothing but bytes needs no resume: it goes on when more of them are there. */
    @Override
    public void resume(Side side) {}

    @Override
    public void close(Side side) {
        if (side == Side.UPSTREAM) {
            halfClose = true;
        }
    }

    @Override
    public void reply(LocalReply reply) {
        if (silent || answered) {
            return;
        }
        answered = true;
        boolean late = responseHeaders != null && reply.status() >= Failure.INTERNAL.status();
        exchange.reply(new HttpReply(
                reply.status(),
                Replies.headers(reply.headers()),
                Unpooled.wrappedBuffer(reply.body()),
                late ? Failure.RPC_ERROR : null,
                "LOCAL"));
    }

    @Override
    public void lost(String reason) {
        lost = true;
    }
}
