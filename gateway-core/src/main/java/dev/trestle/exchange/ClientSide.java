package dev.trestle.exchange;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.route.RouteRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The client's half of an exchange: Reactor Netty's request and response, and nothing of the gateway. One thread. */
final class ClientSide implements Caller {
    private static final long NO_LENGTH = -1;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Channel channel;
    private final ClientConnection connection;
    private final HttpExchanges shared;
    private @Nullable String requestId;
    private @Nullable Trace trace;
    /** What the client said; known once asked. */
    private @Nullable TraceContext sentTrace;

    private boolean traceAsked;
    private Headers replyTrailers = Headers.empty();

    ClientSide(HttpServerRequest request, HttpServerResponse response, HttpExchanges shared) {
        this.request = request;
        this.response = response;
        this.channel = ((Connection) request).channel();
        this.connection = ClientConnection.of(channel);
        this.shared = shared;
    }

    ClientConnection connection() {
        return connection;
    }

    @Override
    public EventLoop loop() {
        return channel.eventLoop();
    }

    @Override
    public ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** Why no exchange is made of this request, whatever the routes are; or null. */
    Outcome.@Nullable Failed refusal() {
        return HeadCheck.problem(request, connection.maxHeaderBytes());
    }

    RouteRequest routeRequest() {
        String uri = request.uri();
        HttpHeaders headers = request.requestHeaders();
        int authority = authorityStart(uri);
        int start = authority < 0 ? 0 : pathStart(uri, authority);
        int question = uri.indexOf('?', start);
        int end = question < 0 ? uri.length() : question;
        String path = start == end ? "/" : uri.substring(start, end);
        String query = question < 0 ? "" : uri.substring(question + 1);
        String host = authority < 0 ? headers.get(HttpHeaderNames.HOST) : uri.substring(authority, start);
        return new RouteRequest(
                request.method().name(), host == null ? "" : host, path, query, new NettyHeaders(headers));
    }

    /** An absolute-form target (RFC 9112 section 3.2.2) says itself whom it is for, whatever the host header says. */
    private static int authorityStart(String uri) {
        int scheme = uri.startsWith("/") ? -1 : uri.indexOf("://");
        return scheme < 0 ? -1 : scheme + 3;
    }

    private static int pathStart(String uri, int authority) {
        int at = authority;
        while (at < uri.length() && uri.charAt(at) != '/' && uri.charAt(at) != '?') {
            at++;
        }
        return at;
    }

    /** The length the client announced, or -1. */
    long contentLength() {
        return length(request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH));
    }

    /** The value of a Content-Length; -1 for none or for what is none, the greatest for more digits than any body has. */
    static long length(@Nullable String length) {
        if (length == null || length.length() > 18) {
            return length == null ? -1 : Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(length);
        } catch (NumberFormatException notANumber) {
            return -1;
        }
    }

    /** Whether a body may follow: HTTP/1.1 announces it, HTTP/2 may send one without a word. */
    boolean mayHaveBody() {
        HttpHeaders headers = request.requestHeaders();
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return true;
        }
        long length = contentLength();
        boolean unannounced = length < 0 && isHttp2() && !isBodiless();
        return length > 0 || unannounced;
    }

    private boolean isBodiless() {
        String method = request.method().name();
        return method.equals("GET") || method.equals("HEAD");
    }

    private boolean isHttp10() {
        return request.version().equals(HttpVersion.HTTP_1_0);
    }

    private boolean isHttp2() {
        return request.version().majorVersion() == 2;
    }

    /** Hands the body to {@code reader}: contents, and {@link RequestTrailers} before the last of them. */
    void readBody(CoreSubscriber<Object> reader) {
        if (isHttp2() || contentLength() < 0) {
            RequestTrailers.watch(channel);
        }
        request.receiveObject().subscribe(reader);
    }

    @Override
    public String requestId() {
        String id = requestId;
        if (id == null) {
            id = shared.ids().choose(request.requestHeaders().get(RequestIds.HEADER));
            requestId = id;
        }
        return id;
    }

    /** The exchange's own place in a trace. */
    @Nullable
    Trace ownTrace() {
        if (!traceAsked) {
            traceAsked = true;
            sentTrace = TraceContext.of(new NettyHeaders(request.requestHeaders()));
            trace = shared.trace(sentTrace);
        }
        return trace;
    }

    /** Where a filter has said another place, or none, that is where the call is. */
    @Override
    public @Nullable TraceContext trace(Headers passed) {
        Trace own = ownTrace();
        boolean isOwn = passed instanceof NettyHeaders; // the client's head, which no filter has looked at
        if (!isOwn) {
            TraceContext said = TraceContext.of(passed);
            if (!Objects.equals(said, sentTrace)) {
                return said;
            }
        }
        return own == null ? null : own.upstream();
    }

    /** The response says by which id the log knows this request. */
    void nameRequest() {
        response.header(RequestIds.HEADER, requestId());
    }

    @Override
    public String peer() {
        return peer(request.remoteAddress());
    }

    static String peer(@Nullable InetSocketAddress address) {
        if (address == null) {
            return "-";
        }
        return (address.getAddress() == null
                        ? address.getHostString()
                        : address.getAddress().getHostAddress()) + ":" + address.getPort();
    }

    @Override
    public String scheme() {
        return connection.tlsVersion() == null ? "http" : "https";
    }

    String protocol() {
        return isHttp2() ? "HTTP/2.0" : isHttp10() ? "HTTP/1.0" : "HTTP/1.1";
    }

    ExchangeLog.Client described() {
        return new ExchangeLog.Client(
                requestId(), peer(), protocol(), request.method().name(), request.uri(), ownTrace());
    }

    /** The connection cannot be used for a further request. HTTP/2 has streams for that. */
    void closeAfterReply() {
        if (!isHttp2()) {
            response.header(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }

    /** Closes the connection, or resets the stream, whatever still waits to be written. */
    void abort() {
        var unused = channel.close();
    }

    /** A whole response. Its length is that of its body, whatever its headers say. */
    void write(HttpReply reply, Runnable written, Consumer<Throwable> failed) {
        ByteBuf body = reply.body();
        if (mayNotAnswerWithBody(reply.status())) {
            head(reply.status(), reply.headers(), isHead() ? lengthStoodFor(reply) : NO_LENGTH);
            body.release();
            body = Unpooled.EMPTY_BUFFER;
        } else {
            head(reply.status(), reply.headers(), body.readableBytes());
        }
        NettyOutbound out = response.sendObject(body);
        out.then().subscribe(new Written(written, failed));
    }

    /** No byte is no length: a codec that passes a reply on may not know that of the body it stands for. */
    private static long lengthStoodFor(HttpReply reply) {
        int bytes = reply.body().readableBytes();
        return bytes > 0 ? bytes : length(reply.headers().get("content-length"));
    }

    /** The body of a response whose head is set. */
    void stream(Publisher<ByteBuf> body, Runnable written, Consumer<Throwable> failed) {
        response.send(body).then().subscribe(new Written(written, failed));
    }

    /** Sets the head of a response with a body of {@code length} bytes, or -1 for one that ends when it ends. */
    void head(int status, Headers headers, long length) {
        response.status(status);
        headers.forEach(response::addHeader);
        if (length >= 0) {
            response.header(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        } else if (headers.get("content-length") != null) {
            response.responseHeaders().remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        if (length < 0 && isHttp10() && !mayNotAnswerWithBody(status)) {
            // Chunks are of HTTP/1.1: the end of the connection is that of the body.
            response.chunkedTransfer(false);
            response.keepAlive(false);
        }
    }

    /** Whether a response of {@code status} ends with its head (RFC 9110 section 6.4.1). */
    boolean mayNotAnswerWithBody(int status) {
        return isHead() || status == 204 || status == 304;
    }

    private boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    /** The head says that trailers follow: those that are known once the body has ended. */
    void trailersFollow() {
        response.trailerHeaders(fields -> replyTrailers.forEach(fields::add));
    }

    void replyTrailers(Headers trailers) {
        replyTrailers = trailers;
    }

    /** Tells when a response has reached the socket. */
    private record Written(Runnable written, Consumer<Throwable> failed) implements CoreSubscriber<Void> {
        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Void nothing) {
            // Never called.
        }

        @Override
        public void onError(Throwable reason) {
            failed.accept(reason);
        }

        @Override
        public void onComplete() {
            written.run();
        }
    }
}
