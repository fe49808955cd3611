package dev.trestle.grpc;

import dev.trestle.bridge.http.Failure;
import dev.trestle.filter.FieldMap;
import dev.trestle.upstream.Cluster;
import dev.trestle.upstream.DialListener;
import dev.trestle.upstream.Endpoint;
import dev.trestle.upstream.SharedLine;
import dev.trestle.upstream.SharedLines;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2NoMoreStreamIdsException;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of HTTP/2 for calls: connecting, open, perhaps retired, closed. A retired one takes no new calls and closes with its
 * last one. More calls than the peer allows wait for their turn. On its event loop only.
 */
final class GrpcLine extends ChannelInboundHandlerAdapter implements DialListener, SharedLine {
    /** The most calls, those that wait included. */
    static final int MAX_CALLS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(GrpcLine.class);
    private static final int MAX_FIELD_BYTES = 16 << 10;
    /** A peer that takes longer than this to answer a ping is gone. */
    private static final Duration PONG = Duration.ofSeconds(5);
    /** After so long a second connection to one endpoint makes room, perhaps for one to an endpoint that is back. */
    private static final Duration SECOND = Duration.ofSeconds(5);
    /** Nothing is pushed here. */
    private static final ChannelHandler UNASKED = new Unasked();

    private final SharedLines.OfLoop<Cluster, GrpcLine> owner;
    private final Cluster cluster;
    private final Set<GrpcCall> calls = new LinkedHashSet<>();
    private final ArrayDeque<GrpcCall> waiting = new ArrayDeque<>();
    private @Nullable Channel channel;
    private Http2Connection.@Nullable Endpoint<?> streams;
    private @Nullable Endpoint endpoint;
    private @Nullable String closed;
    private int opening;
    private boolean ready;
    private boolean retired;
    private boolean pinged;

    GrpcLine(SharedLines.OfLoop<Cluster, GrpcLine> owner, Cluster cluster) {
        this.owner = owner;
        this.cluster = cluster;
    }

    // ---- SharedLine ----

    @Override
    public void open() {
        var unused = cluster.on(owner.loop()).dial(this);
    }

    @Override
    public boolean isOpening() {
        return !ready && closed == null;
    }

    @Override
    public int users() {
        return calls.size();
    }

    @Override
    public void close(String reason) {
        if (closed != null) {
            return;
        }
        closed = reason;
        LOG.debug("{}: closing: {}", this, reason);
        owner.closed(cluster, this);
        if (channel != null) {
            var unused = channel.close();
        }
        List.copyOf(calls).forEach(call -> call.onLost(reason));
    }

    // ---- its calls ----

    /** Opens a call, when it can be: the first ones wait for what the peer says of itself. Ends it at once if there are too many. */
    void add(GrpcCall call) {
        calls.add(call);
        if (calls.size() > MAX_CALLS) {
            call.end(new FieldMap(), GrpcStatus.exhausted("too many calls"));
        } else if (closed != null) {
            call.onLost(closed);
        } else {
            waiting.add(call);
            serve();
        }
    }

    /** Opens the calls that wait, as many as the peer allows. */
    private void serve() {
        while (ready && channel != null && streams != null && closed == null && !waiting.isEmpty()) {
            if (streams.numActiveStreams() + opening >= streams.maxActiveStreams()) {
                return;
            }
            begin(channel, waiting.remove());
        }
    }

    private void begin(Channel on, GrpcCall call) {
        opening++;
        var unused = new Http2StreamChannelBootstrap(on)
                .handler(call.newReply())
                .open()
                .addListener(opened -> {
                    opening--;
                    if (opened.isSuccess()) {
                        call.onOpened((Http2StreamChannel) opened.getNow(), cluster.name());
                    } else {
                        call.onLost(String.valueOf(opened.cause()));
                    }
                });
    }

    /** A call has ended. */
    void onOver(GrpcCall call) {
        calls.remove(call);
        waiting.remove(call);
        closeIfDone();
    }

    /** A call's first frame could not be sent. */
    void onRefused(GrpcCall call, Throwable cause) {
        if (cause instanceof Http2NoMoreStreamIdsException) {
            retire();
        }
        call.onLost(String.valueOf(cause.getMessage()));
    }

    /** A call has not ended in time: is anybody there? */
    void onTimeout() {
        Channel open = channel;
        if (open == null || closed != null || pinged) {
            return;
        }
        pinged = true;
        var unused = open.writeAndFlush(new DefaultHttp2PingFrame(0));
        later(PONG, () -> {
            if (pinged) {
                close("a ping was not answered");
            }
        });
    }

    /** Why a call was lost, as far as is known. */
    String reason(String otherwise) {
        return closed == null ? otherwise : closed;
    }

    private void retire() {
        retired = true;
        owner.retire(cluster, this);
        closeIfDone();
    }

    private void closeIfDone() {
        if (retired && calls.isEmpty()) {
            close("its last call has ended");
        }
    }

    private void later(Duration delay, Runnable task) {
        var unused = owner.loop().schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    // ---- DialListener ----

    @Override
    public void onConnected(Endpoint reached, Channel connection) {
        if (closed != null) {
            var unused = connection.close();
            return;
        }
        boolean second = owner.shared(cluster).stream().anyMatch(each -> reached.equals(each.endpoint));
        channel = connection;
        endpoint = reached;
        Http2Settings settings =
                Http2Settings.defaultSettings().pushEnabled(false).maxHeaderListSize(MAX_FIELD_BYTES);
        Http2FrameCodec codec = Http2FrameCodecBuilder.forClient()
                .initialSettings(settings)
                .gracefulShutdownTimeoutMillis(0)
                .build();
        streams = codec.connection().local();
        codec.connection().addListener(new Turns());
        connection.pipeline().addLast(codec, new Http2MultiplexHandler(UNASKED), this);
        connection.config().setAutoRead(true);
        Duration login = cluster.config().pool().connectTimeout();
        later(login, () -> {
            if (!ready) {
                close("it has not begun to speak HTTP/2 within " + login.toMillis() + " ms");
            }
        });
        if (second) {
            later(SECOND, this::retire);
        }
    }

    @Override
    public void onFailure(Failure failure, String detail) {
        close(detail);
    }

    @Override
    public void onLeaving() {
        retire();
    }

    // ---- the connection ----

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        try {
            if (frame instanceof Http2SettingsFrame) {
                onSettings();
            } else if (frame instanceof Http2GoAwayFrame) {
                retire();
            } else if (frame instanceof Http2PingFrame ping && ping.ack()) {
                pinged = false;
            }
        } finally {
            ReferenceCountUtil.release(frame);
        }
    }

    /** Now it is known how many calls the peer takes at once. */
    private void onSettings() {
        ready = true;
        serve();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        close("the connection was closed");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            close("the connection was closed");
        }
        ReferenceCountUtil.release(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(String.valueOf(cause.getMessage()));
    }

    @Override
    public String toString() {
        return "cluster " + cluster.name() + ": grpc " + (endpoint == null ? "" : endpoint);
    }

    /** Where a stream has ended, a call may begin. The codec's buffer of streams would begin those as well that were given up. */
    private final class Turns extends Http2ConnectionAdapter {
        @Override
        public void onStreamRemoved(Http2Stream stream) {
            if (!waiting.isEmpty()) {
                owner.loop().execute(GrpcLine.this::serve);
            }
        }
    }

    @ChannelHandler.Sharable
    private static final class Unasked extends ChannelInboundHandlerAdapter {}
}
