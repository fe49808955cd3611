package dev.trestle.grpc;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A server of HTTP/2 that does to each call what the test says, frame by frame. */
final class H2Peer implements AutoCloseable {
    final List<String> log = new CopyOnWriteArrayList<>();
    final List<Http2Headers> heads = new CopyOnWriteArrayList<>();
    final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final Channel server;

    /** One call, on the peer's loop. */
    record Asked(ChannelHandlerContext context, Http2FrameStream stream) {
        Asked head(String... fields) {
            return fields(false, fields);
        }

        Asked trailers(String... fields) {
            return fields(true, fields);
        }

        private Asked fields(boolean last, String... fields) {
            Http2Headers headers = new DefaultHttp2Headers();
            for (int i = 0; i < fields.length; i += 2) {
                headers.add(fields[i], fields[i + 1]);
            }
            var unused = context.writeAndFlush(new DefaultHttp2HeadersFrame(headers, last).stream(stream));
            return this;
        }

        /** With the head of every proper answer. */
        Asked begin() {
            return head(":status", "200", "content-type", "application/grpc");
        }

        Asked data(boolean last, int... bytes) {
            byte[] data = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                data[i] = (byte) bytes[i];
            }
            var unused =
                    context.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(data), last).stream(stream));
            return this;
        }

        void reset(Http2Error error) {
            var unused = context.writeAndFlush(new DefaultHttp2ResetFrame(error).stream(stream));
        }
    }

    H2Peer(ServerBootstrap bootstrap, Http2Settings settings, Consumer<Asked> script) {
        server = bootstrap
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer()
                                                .initialSettings(settings)
                                                .gracefulShutdownTimeoutMillis(0)
                                                .build(),
                                        new Script(script));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    String endpoint() {
        return "127.0.0.1:" + ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() {
        server.close().syncUninterruptibly();
        connections.forEach(each -> each.close().syncUninterruptibly());
    }

    private final class Script extends ChannelInboundHandlerAdapter {
        private final Consumer<Asked> script;

        Script(Consumer<Asked> script) {
            this.script = script;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            try {
                if (frame instanceof Http2HeadersFrame head) {
                    heads.add(head.headers());
                    log.add("head " + head.stream().id());
                    script.accept(new Asked(context, head.stream()));
                } else if (frame instanceof Http2DataFrame data) {
                    log.add("data " + data.content().readableBytes() + (data.isEndStream() ? " last" : ""));
                } else if (frame instanceof Http2ResetFrame reset) {
                    log.add("reset " + reset.stream().id() + " " + Http2Error.valueOf(reset.errorCode()));
                }
            } finally {
                ReferenceCountUtil.release(frame);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            log.add("error " + cause.getMessage());
            var unused = context.close();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof Http2ResetFrame reset) {
                log.add("reset " + reset.stream().id() + " " + Http2Error.valueOf(reset.errorCode()));
            }
        }
    }
}
