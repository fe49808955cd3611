package dev.trestle.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.Waiting;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Many exchanges, of which one in a hundred is given up, never answered or reset. {@code -Dtrestle.soak.exchanges} says how many;
 * a buffer that is not released fails the run, as in every test.
 */
class SoakIT {
    private static final int EXCHANGES = Integer.getInteger("trestle.soak.exchanges", 40_000);
    private static final int AT_ONCE = 64;

    private final Bench bench = new Bench();
    private final MultiThreadIoEventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

    @AfterEach
    void close() {
        bench.close();
        group.shutdownGracefully();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void nothing_isLeft_afterManyExchangesSomeOfThemBad(boolean shared) throws Exception {
        Channel server = server();
        int port = ((InetSocketAddress) server.localAddress()).getPort();
        Cluster cluster = bench.cluster(
                shared ? BlockProtocol.SHARED : BlockProtocol.EXCLUSIVE, "acquireTimeout: 10s", "127.0.0.1:" + port);
        Semaphore room = new Semaphore(AT_ONCE);
        AtomicLong good = new AtomicLong();
        AtomicLong bad = new AtomicLong();
        for (int i = 0; i < EXCHANGES; i++) {
            room.acquire();
            byte what =
                    i % 300 == 0 ? (byte) 'r' : i % 300 == 100 ? (byte) 'n' : i % 300 == 200 ? (byte) 'g' : (byte) 'a';
            Call call = Call.start(cluster, bench.loop(), what, (byte) i);
            call.onOver((reply, failure) -> {
                (failure == null ? good : bad).incrementAndGet();
                room.release();
            });
            if (what == 'g' || what == 'n') {
                call.abandon();
            }
        }
        room.acquire(AT_ONCE);

        assertThat(good.get() + bad.get()).isEqualTo(EXCHANGES);
        assertThat(bad.get()).isBetween(EXCHANGES / 150L, EXCHANGES * (shared ? AT_ONCE : 2) / 100L);
        ClusterStatus status = cluster.status();
        assertThat(status.pending()).isZero();
        assertThat(status.endpoints().getFirst().inFlight()).isZero();
        assertThat(status.endpoints().getFirst().active()).isZero();
        assertThat(status.endpoints().getFirst().connecting()).isZero();
        cluster.close(Duration.ZERO);
        Waiting.until(
                "every connection is closed", () -> cluster.status().endpoints().isEmpty());
    }

    /** Answers with what it got; not at all to {@code n}; resets the connection at {@code r}. */
    private Channel server() {
        return new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.SO_LINGER, 0)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LengthFieldBasedFrameDecoder(300, 0, 1), new Answers());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    private static final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, ByteBuf frame) {
            switch (frame.getByte(2)) {
                case 'r' -> context.close();
                case 'n' -> {}
                default -> context.writeAndFlush(frame.retain());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
