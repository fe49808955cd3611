package dev.trestle.runtime;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/** A client that does what polite ones do not: sends piece by piece, adds trailers, stops reading, goes away. One connection. */
final class TestClient implements AutoCloseable {
    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Kind kind;
    private final Channel connection;

    /** What it speaks. */
    enum Kind {
        HTTP_1_1,
        H2C,
        HTTP_1_1_TLS,
        H2_TLS;

        boolean isHttp2() {
            return this == H2C || this == H2_TLS;
        }

        boolean isSecure() {
            return this == HTTP_1_1_TLS || this == H2_TLS;
        }
    }

    private TestClient(Kind kind, int port) {
        this.kind = kind;
        this.connection = new Bootstrap()
                .group(loops)
                .channel(NioSocketChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws SSLException {
                        init(channel);
                    }
                })
                .connect("127.0.0.1", port)
                .syncUninterruptibly()
                .channel();
    }

    static TestClient connect(Kind kind, int port) {
        return new TestClient(kind, port);
    }

    private void init(Channel channel) throws SSLException {
        ChannelPipeline pipeline = channel.pipeline();
        if (kind.isSecure()) {
            pipeline.addLast(tls(kind.isHttp2() ? "h2" : "http/1.1").newHandler(channel.alloc()));
        }
        if (kind.isHttp2()) {
            pipeline.addLast(Http2FrameCodecBuilder.forClient()
                    .encoderIgnoreMaxHeaderListSize(true)
                    .build());
            pipeline.addLast(new Http2MultiplexHandler(new Pushed()));
        } else {
            pipeline.addLast(new HttpClientCodec());
        }
    }

    private static SslContext tls(String protocol) throws SSLException {
        return SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        protocol))
                .build();
    }

    /** A new call: a further stream, or the connection's next request once the one before is answered. */
    HttpCall call() {
        if (!kind.isHttp2()) {
            connection.pipeline().forEach(entry -> {
                if (entry.getValue() instanceof HttpCall) {
                    connection.pipeline().remove(entry.getValue());
                }
            });
            HttpCall call = new HttpCall(connection);
            connection.pipeline().addLast(call);
            return call;
        }
        HttpCall[] call = new HttpCall[1];
        new Http2StreamChannelBootstrap(connection)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel stream) {
                        call[0] = new HttpCall(stream);
                        stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(false), call[0]);
                    }
                })
                .open()
                .syncUninterruptibly();
        return call[0];
    }

    boolean isOpen() {
        return connection.isActive();
    }

    @Override
    public void close() {
        connection.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @ChannelHandler.Sharable
    private static final class Pushed extends ChannelInboundHandlerAdapter {}
}
