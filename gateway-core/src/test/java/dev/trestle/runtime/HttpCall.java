package dev.trestle.runtime;

import dev.trestle.testkit.Waiting;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * One request and what came back, piece by piece, the same over HTTP/1.1 and HTTP/2. The test's thread sends and asks; the
 * client's event loop receives.
 */
final class HttpCall extends ChannelInboundHandlerAdapter {
    /** What is kept of a body as text; of longer ones only length and checksum. */
    private static final int KEPT_BYTES = 1 << 20;

    private final Channel channel;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final CRC32 checksum = new CRC32();
    private final Map<String, String> trailers = new TreeMap<>();
    private volatile int interims;
    private volatile @Nullable HttpResponse head;
    private volatile long received;
    private volatile boolean complete;
    private volatile boolean closed;

    /** A call on {@code channel}: a whole connection or one stream. */
    HttpCall(Channel channel) {
        this.channel = channel;
    }

    // ---- the request ----

    HttpCall head(String method, String path, String... fields) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path);
        channel.writeAndFlush(with(request, fields)).syncUninterruptibly();
        return this;
    }

    /** A whole request without a body. */
    HttpCall bare(String method, String path, String... fields) {
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path);
        channel.writeAndFlush(with(request, fields));
        return this;
    }

    /** A whole request in one go. */
    HttpCall whole(String method, String path, String body, String... fields) {
        ByteBuf bytes = Unpooled.copiedBuffer(body, StandardCharsets.UTF_8);
        HttpRequest request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), path, bytes);
        request.headers().set("content-length", bytes.readableBytes());
        channel.writeAndFlush(with(request, fields));
        return this;
    }

    private static HttpRequest with(HttpRequest request, String... fields) {
        request.headers().set("host", "localhost");
        for (int i = 0; i < fields.length; i += 2) {
            request.headers().add(fields[i], fields[i + 1]);
        }
        return request;
    }

    /** Sends a piece and waits until it is in the socket. */
    HttpCall data(byte[] bytes) {
        channel.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(bytes)))
                .syncUninterruptibly();
        return this;
    }

    HttpCall data(String text) {
        return data(text.getBytes(StandardCharsets.UTF_8));
    }

    HttpCall end(String... trailerFields) {
        LastHttpContent last =
                trailerFields.length == 0 ? LastHttpContent.EMPTY_LAST_CONTENT : new DefaultLastHttpContent();
        for (int i = 0; i < trailerFields.length; i += 2) {
            last.trailingHeaders().add(trailerFields[i], trailerFields[i + 1]);
        }
        channel.writeAndFlush(last);
        return this;
    }

    /** Stops (false) or goes on (true) reading what the gateway sends. */
    HttpCall reading(boolean on) {
        channel.config().setAutoRead(on);
        return this;
    }

    /** From now on reads a little each time it is told to. */
    HttpCall readingSlowly() {
        channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(16 << 10).maxMessagesPerRead(1));
        return reading(false);
    }

    /** Reads a little of what has come. */
    boolean readOnce() {
        channel.read();
        return true;
    }

    /** Gives the request up: closes the connection, or resets the stream. */
    void abort() {
        channel.close().syncUninterruptibly();
    }

    // ---- the response ----

    /** The status, once it is there. */
    int status() {
        return awaitHead().status().code();
    }

    @Nullable
    String header(String name) {
        return awaitHead().headers().get(name);
    }

    /** How many 100 (Continue) came so far. */
    int interims() {
        return interims;
    }

    private HttpResponse awaitHead() {
        Waiting.until("the response's head", () -> head != null || closed);
        HttpResponse came = head;
        if (came == null) {
            throw new AssertionError("closed before a response came");
        }
        return came;
    }

    /** Waits for the whole response. */
    HttpCall await() {
        Waiting.until("the response's end", () -> complete || closed);
        if (!complete) {
            throw new AssertionError("closed after " + received + " bytes of an unfinished response");
        }
        return this;
    }

    /** Whether the response was cut; waits for its end of either kind. */
    boolean isCut() {
        Waiting.until("the response's end", () -> complete || closed);
        return !complete;
    }

    /** Bytes of the body so far. */
    long received() {
        return received;
    }

    /** The checksum of the whole body. */
    long checksum() {
        await();
        return checksum.getValue();
    }

    /** The whole body as text. */
    String text() {
        await();
        return kept.toString(StandardCharsets.UTF_8);
    }

    Map<String, String> trailers() {
        await();
        return trailers;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof HttpResponse response) {
                onHead(response);
            }
            if (message instanceof HttpContent content && head != null) {
                onContent(content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onHead(HttpResponse response) {
        if (response.status().code() == 100) {
            interims++;
        } else {
            head = response;
        }
    }

    private void onContent(HttpContent content) {
        ByteBuf bytes = content.content();
        checksum.update(bytes.nioBuffer());
        if (received < KEPT_BYTES) {
            kept.writeBytes(io.netty.buffer.ByteBufUtil.getBytes(bytes));
        }
        received += bytes.readableBytes();
        if (content instanceof LastHttpContent last) {
            HttpHeaders fields = last.trailingHeaders();
            fields.forEach(field -> trailers.put(field.getKey(), field.getValue()));
            complete = true;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closed = true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reason) {
        context.close();
    }
}
