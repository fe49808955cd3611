package dev.trestle.codec.http;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One exchange: a request passed on, and its reply passed back as it comes. */
final class HttpBridge implements Bridge, ReplyReader.Sink {
    private final HttpCodec codec;
    private final BridgeExchange exchange;
    private @Nullable RequestSide request;
    private @Nullable ReplyReader reply;
    private @Nullable ReplyHead head;
    private ByteBuf whole = Unpooled.EMPTY_BUFFER;
    private boolean withTrailers;
    private boolean requestSent;
    private boolean streaming;

    HttpBridge(HttpCodec codec, BridgeExchange exchange) {
        this.codec = codec;
        this.exchange = exchange;
    }

    // ---- the request ----

    @Override
    public void encodeHeaders(RequestHead client) {
        String method = codec.passing().method(client);
        StringBuilder text = RequestHeadText.of(codec.passing(), codec.wire(), client, exchange.info());
        request = new RequestSide(exchange, method, text, RequestSide.announced(client.headers()));
        reply = new ReplyReader(codec.wire(), method.equals("HEAD"), this);
        withTrailers = client.headers().get("trailer") != null;
    }

    @Override
    public void encodeData(ByteBuf data) {
        // Trailers that were announced can only follow chunks.
        if (codec.requestBody() == BodyMode.WHOLE && !withTrailers) {
            request().announce(data.readableBytes());
        }
        request().piece(data);
    }

    @Override
    public void encodeEnd(Headers trailers) {
        request().end(trailers);
        requestSent = true;
    }

    private RequestSide request() {
        return Objects.requireNonNull(request, "a head");
    }

    // ---- the reply ----

    @Override
    public void onUpstreamData(Frame frame) {
        ByteBuf in = frame.bytes().slice();
        reader().read(in);
        if (reader().isDone()) {
            finish(in.isReadable());
        } else if (head != null) {
            stream();
        }
    }

    /** The end of a connection is the end of a reply that has said nothing else. */
    @Override
    public void onUpstreamEnd() {
        if (reader().isWholeAtEnd()) {
            finish(false);
        } else {
            Bridge.super.onUpstreamEnd();
        }
    }

    @Override
    public void onHead(ReplyHead found) {
        head = found;
    }

    @Override
    public void onBody(ByteBuf piece) {
        if (!streaming && piece.readableBytes() == head().length()) {
            whole = piece.retainedSlice();
        } else {
            stream();
            exchange.replyData(piece.retainedSlice());
        }
    }

    /** Not all of the reply is there: the client gets what is. */
    private void stream() {
        if (!streaming) {
            streaming = true;
            exchange.replyHead(head().status(), ReplyFields.streamed(head(), codec.wire()));
        }
    }

    /** A connection is used again only if nobody owes anything on it: no rest of a request, no bytes behind the reply. */
    private void finish(boolean bytesBehind) {
        if (bytesBehind || !requestSent || !head().persistent()) {
            exchange.halfClose();
        }
        if (streaming) {
            exchange.replyEnd(ReplyFields.trailers(head(), reader().trailers()));
            return;
        }
        ByteBuf body = whole;
        whole = Unpooled.EMPTY_BUFFER;
        int status = head().status();
        Headers fields = ReplyFields.whole(head(), codec.wire());
        exchange.reply(new HttpReply(status, fields, body, null, status < 400 ? "OK" : "ERROR"));
    }

    private ReplyReader reader() {
        return Objects.requireNonNull(reply, "a request");
    }

    private ReplyHead head() {
        return Objects.requireNonNull(head, "a reply");
    }

    @Override
    public void close() {
        whole.release();
    }
}
