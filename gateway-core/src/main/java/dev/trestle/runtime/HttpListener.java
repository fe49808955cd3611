package dev.trestle.runtime;

import dev.trestle.config.ListenerConfig;
import dev.trestle.exchange.ClientLimits;
import dev.trestle.exchange.HttpExchanges;
import dev.trestle.upstream.EventLoops;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

/** One bound port: Reactor Netty's server on the gateway's event loops, HTTP/1.1 and HTTP/2. */
final class HttpListener {
    /** A request that asks to go on in HTTP/2 is read whole first. */
    private static final int MAX_UPGRADE_BYTES = 1 << 20;

    /**
     * Netty answers an HTTP/2 header list beyond its limit without a body, and closes the connection when it is a quarter larger as
     * sent. So its limit is this many times ours, and what is between gets the answer that others get.
     */
    private static final long HTTP2_HEADROOM = 8;

    private final DisposableServer server;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    HttpListener(
            ListenerConfig config,
            int port,
            @Nullable SslContext tls,
            EventLoops loops,
            HttpExchanges exchanges,
            int number) {
        int maxHeaderBytes = config.maxHeaderBytes().toInt();
        ClientLimits limits = new ClientLimits(config.requestTimeout(), config.closeAfter(), maxHeaderBytes);
        HttpServer http = HttpServer.create()
                .runOn(loops.resources())
                .host(config.host())
                .port(port)
                .channelGroup(clients)
                .httpRequestDecoder(spec -> spec.maxInitialLineLength(maxHeaderBytes)
                        .maxHeaderSize(maxHeaderBytes)
                        .h2cMaxContentLength(MAX_UPGRADE_BYTES))
                .http2Settings(settings -> settings.maxHeaderListSize(HTTP2_HEADROOM * maxHeaderBytes)
                        .maxConcurrentStreams(1024))
                .doOnChannelInit((observer, channel, remote) -> exchanges.accept(channel, limits))
                .handle(exchanges.of(number));
        HttpServer ready = tls == null
                ? http.protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
                : http.protocol(HttpProtocol.HTTP11, HttpProtocol.H2).secure(spec -> spec.sslContext(tls));
        try {
            server = ready.bindNow(Duration.ofSeconds(10));
        } catch (RuntimeException refused) {
            throw new UncheckedIOException(new IOException(
                    "port " + port + " on " + config.host() + " cannot be bound: it is in use or not allowed"));
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) server.address();
    }

    /** Takes no more connections. */
    void unbind() {
        server.channel().close().awaitUninterruptibly(5_000);
    }

    /** Whether replies of exchanges that have ended still wait for their client to read. */
    boolean owesBytes() {
        return clients.stream().map(client -> client.unsafe().outboundBuffer()).anyMatch(HttpListener::holdsBytes);
    }

    private static boolean holdsBytes(@Nullable ChannelOutboundBuffer buffer) {
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }

    /** Closes what clients still hold open. */
    void closeClients() {
        clients.close().awaitUninterruptibly(5_000);
    }
}
