package dev.trestle.wasm.codec;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.Action;
import dev.trestle.wasm.HttpContext;
import dev.trestle.wasm.PluginLostException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One exchange through a module.
 *
 * <p>An instance serves many exchanges at a time, and all of them lose it when it breaks off in one. The others are shown their request
 * again, in a new instance, before they go on: what they leave in the buffer that time has been sent already, and is dropped. This
 * takes a request that was shown at once, and a reply of which nothing is gone.
 */
final class WasmBridge implements Bridge {
    private final WasmCodec codec;
    private final BridgeExchange exchange;
    private final boolean whole;
    private @Nullable RequestHead head;
    private ByteBuf body = Unpooled.EMPTY_BUFFER;
    private Headers trailers = Headers.empty();
    private @Nullable ExchangeWorld world;
    private @Nullable HttpContext context;
    private long sentBytes;
    private long receivedBytes;
    private boolean replyStarted;

    WasmBridge(WasmCodec codec, BridgeExchange exchange) {
        this.codec = codec;
        this.exchange = exchange;
        this.whole = codec.requestBody() == BodyMode.WHOLE;
    }

    // ---- the request ----

    @Override
    public void encodeHeaders(RequestHead request) {
        head = request;
        if (!whole) {
            open(Failure.ENCODE_FAILED);
            showHead();
        }
    }

    /** Whether the module wants to see more of the request. */
    private boolean showHead() {
        return show(Failure.ENCODE_FAILED, shown -> shown.onRequestHeaders(Rest.MORE)) != Action.REPLIED;
    }

    @Override
    public void encodeData(ByteBuf data) {
        if (whole) {
            body = data.retain();
        } else {
            append(world().requestBody(), data, Failure.BODY_TOO_LARGE);
            request(Rest.MORE);
        }
    }

    @Override
    public void encodeEnd(Headers last) {
        trailers = last;
        if (whole) {
            open(Failure.ENCODE_FAILED);
            if (!showHead()) {
                return;
            }
            append(world().requestBody(), body, Failure.BODY_TOO_LARGE);
        }
        world().trailers(last);
        request(Rest.END);
    }

    private void request(Rest rest) {
        ExchangeWorld shown = world();
        int size = shown.requestBody().size();
        Action action = show(Failure.ENCODE_FAILED, context -> context.onRequestBody(size, rest));
        switch (action) {
            case CONTINUE, END_STREAM -> send(shown);
            case DROP -> shown.requestBody().release();
            case HOLD, HOLD_HEADERS -> {
                if (rest == Rest.END) {
                    throw new FailureException(
                            Failure.ENCODE_FAILED, "the codec's module made no frame of the request");
                }
            }
            case REPLIED -> {
                return;
            }
        }
        if (rest == Rest.END) {
            sent(shown);
        }
    }

    private void send(ExchangeWorld shown) {
        ByteBuf frame = shown.requestBody().take();
        sentBytes += frame.readableBytes();
        if (frame.isReadable()) {
            exchange.send(frame);
        } else {
            frame.release();
        }
    }

    /** The module is done with the request. */
    private void sent(ExchangeWorld shown) {
        if (sentBytes == 0) {
            throw new FailureException(Failure.ENCODE_FAILED, "the codec's module made no frame of the request");
        }
        if (shown.isOneWay()) {
            exchange.expectNoReply();
            FieldMap fields = shown.openResponse();
            fields.replace(":status", "202");
            exchange.reply(HttpReply.empty(Replies.status(fields), "OK"));
        } else if (shown.wantsHalfClose()) {
            exchange.halfClose();
        }
    }

    // ---- the reply ----

    @Override
    public void onUpstreamData(Frame frame) {
        again();
        ExchangeWorld shown = world();
        receivedBytes += frame.bytes().readableBytes();
        append(shown.responseBody(), frame.bytes(), Failure.REPLY_TOO_LARGE);
        response(shown, Rest.MORE);
    }

    @Override
    public void onUpstreamEnd() {
        if (codec.hasWholeFrames()) {
            Bridge.super.onUpstreamEnd();
        }
        again();
        response(world(), Rest.END);
    }

    private void response(ExchangeWorld shown, Rest rest) {
        if (shown.responseHeaders() == null) {
            shown.openResponse();
            if (show(Failure.DECODE_FAILED, context -> context.onResponseHeaders(Rest.MORE)) == Action.REPLIED) {
                return;
            }
        }
        int size = shown.responseBody().size();
        Action action = show(Failure.DECODE_FAILED, context -> context.onResponseBody(size, rest));
        switch (action) {
            case CONTINUE, END_STREAM -> reply(shown, size, shown.isDone() || rest == Rest.END ? Rest.END : Rest.MORE);
            case DROP -> {
                shown.responseBody().release();
                unfinished(shown, rest);
            }
            case HOLD, HOLD_HEADERS -> unfinished(shown, rest);
            case REPLIED -> {}
        }
    }

    /** The module waits for more. After FIN there is none: a streamed reply that ends with the connection is whole, others are not. */
    private void unfinished(ExchangeWorld shown, Rest rest) {
        if (rest == Rest.END) {
            throw new FailureException(
                    Failure.UPSTREAM_CLOSED, "the upstream closed before the codec's module had a whole reply");
        }
        if (shown.isDone() && replyStarted) {
            exchange.replyEnd(shown.responseTrailers().toHeaders());
        }
    }

    private void reply(ExchangeWorld shown, int size, Rest rest) {
        FieldMap fields = Objects.requireNonNull(shown.responseHeaders(), "response headers");
        if (!shown.isStreaming() && !replyStarted) {
            int status = Replies.status(fields);
            leaveRest(shown, size);
            ByteBuf bytes = shown.responseBody().take();
            exchange.reply(new HttpReply(status, Replies.headers(fields), bytes, null, status < 400 ? "OK" : "ERROR"));
            return;
        }
        if (!replyStarted) {
            exchange.replyHead(Replies.status(fields), Replies.headers(fields));
            replyStarted = true;
        }
        ByteBuf part = shown.responseBody().take();
        if (part.isReadable()) {
            exchange.replyData(part);
        } else {
            part.release();
        }
        if (rest == Rest.END) {
            leaveRest(shown, size);
            exchange.replyEnd(shown.responseTrailers().toHeaders());
        }
    }

    /** Bytes behind the reply are nobody's: on a connection of one exchange at a time they must not meet the next one. */
    private void leaveRest(ExchangeWorld shown, int size) {
        boolean isRest = shown.consumed() >= 0 && shown.consumed() < size;
        if (isRest && !codec.hasWholeFrames()) {
            exchange.halfClose();
        }
    }

    // ---- the module ----

    private ExchangeWorld world() {
        return Objects.requireNonNull(world, "an open exchange");
    }

    private void open(Failure otherwise) {
        ExchangeWorld shown = new ExchangeWorld(exchange, Objects.requireNonNull(head, "a head"), codec.maxBytes());
        world = shown;
        try {
            context = codec.newContext(shown);
        } catch (PluginLostException lost) {
            throw new FailureException(otherwise, "the codec's module has broken off and starts again later");
        }
    }

    private Action show(Failure otherwise, Function<HttpContext, Action> callback) {
        try {
            return callback.apply(Objects.requireNonNull(context, "a context"));
        } catch (PluginLostException lost) {
            throw new FailureException(otherwise, "the codec's module broke off");
        }
    }

    private static void append(Body to, ByteBuf data, Failure otherwise) {
        if (!to.append(data)) {
            throw new FailureException(otherwise, "more than the cluster's maxFrameBytes");
        }
    }

    /** Shows the request again if the instance broke off in another exchange. */
    private void again() {
        ExchangeWorld old = world();
        if (!old.isLost()) {
            return;
        }
        int kept = old.responseBody().size();
        if (!whole || kept != receivedBytes || replyStarted) {
            throw new FailureException(Failure.DECODE_FAILED, "the codec's module broke off in another exchange");
        }
        closeContext();
        ByteBuf received = old.responseBody().take();
        try {
            open(Failure.DECODE_FAILED);
            ExchangeWorld shown = world();
            shown.silent(true);
            showAgain(shown);
            shown.silent(false);
            append(shown.responseBody(), received, Failure.REPLY_TOO_LARGE);
        } finally {
            received.release();
            old.release();
        }
    }

    private void showAgain(ExchangeWorld shown) {
        Action action = Action.REPLIED;
        if (showHead()) {
            append(shown.requestBody(), body, Failure.BODY_TOO_LARGE);
            shown.trailers(trailers);
            int size = shown.requestBody().size();
            action = show(Failure.DECODE_FAILED, context -> context.onRequestBody(size, Rest.END));
        }
        boolean same = action == Action.CONTINUE && shown.requestBody().size() == sentBytes;
        shown.requestBody().release();
        if (!same) {
            throw new FailureException(Failure.DECODE_FAILED, "the codec's module broke off in another exchange");
        }
    }

    private void closeContext() {
        HttpContext open = context;
        context = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        ExchangeWorld open = world;
        if (open != null) {
            closeContext();
            open.release();
        }
        body.release();
    }
}
