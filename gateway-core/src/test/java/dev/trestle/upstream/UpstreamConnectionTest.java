package dev.trestle.upstream;

import static dev.trestle.upstream.BlockProtocol.frame;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Failure;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What depends on the order of things within one turn of the event loop, which no socket lets a test decide. */
class UpstreamConnectionTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new Turns());

    @AfterEach
    void finish() {
        channel.finishAndReleaseAll();
    }

    @Test
    void exchange_isKnownUnsent_whenTheFinComesBeforeTheFlush() {
        Recorder recorder = attach(connection(BlockProtocol.EXCLUSIVE), 1);
        turn(() -> {
            recorder.write(frame(1, (byte) 'a'));
            channel.pipeline().fireChannelInactive();
        });

        assertThat(recorder.said).containsExactly("failure UPSTREAM_CLOSED unsent");
    }

    @Test
    void exchange_mayHaveBeenSent_whenTheFinComesAfterTheFlush() {
        Recorder recorder = attach(connection(BlockProtocol.EXCLUSIVE), 1);
        recorder.write(frame(1, (byte) 'a'));
        channel.runPendingTasks();
        channel.pipeline().fireChannelInactive();
        channel.runPendingTasks();

        assertThat(recorder.said).containsExactly("end");
    }

    @Test
    void frame_isNobodys_whenItComesBeforeTheExchangeWasFlushed() {
        Recorder recorder = attach(connection(BlockProtocol.EXCLUSIVE), 1);
        turn(() -> {
            recorder.write(frame(1, (byte) 'a'));
            receive(frame(1, (byte) 'x'));
        });

        assertThat(recorder.said).containsExactly("failure UPSTREAM_CLOSED unsent");
    }

    @Test
    void frames_wait_whileReadingIsOff() {
        Recorder recorder = attach(connection(BlockProtocol.EXCLUSIVE), 1);
        recorder.write(frame(1, (byte) 'a'));
        channel.runPendingTasks();
        recorder.pauseAfterFrame = true;
        receive(frame(1, (byte) 'x'), frame(1, (byte) 'y'));
        assertThat(recorder.said).containsExactly("frame x");

        turn(() -> {
            recorder.share().reading(true);
            assertThat(recorder.said).as("nothing inside the call").containsExactly("frame x");
        });
        assertThat(recorder.said).containsExactly("frame x", "frame y");
    }

    @Test
    void framesAndEnd_wait_whileReadingIsOffAndTheUpstreamCloses() {
        Recorder recorder = attach(connection(BlockProtocol.EXCLUSIVE), 1);
        recorder.write(frame(1, (byte) 'a'));
        channel.runPendingTasks();
        recorder.share().reading(false);
        receive(frame(1, (byte) 'x'), frame(1, (byte) 'y'));
        channel.pipeline().fireChannelInactive();
        assertThat(recorder.said).isEmpty();

        recorder.share().reading(true);
        channel.runPendingTasks();
        assertThat(recorder.said).containsExactly("frame x", "frame y", "end");
    }

    @Test
    void failure_doesNotWait_whileReadingIsOffAndTheUpstreamResets() {
        Recorder recorder = attach(connection(BlockProtocol.EXCLUSIVE), 1);
        recorder.write(frame(1, (byte) 'a'));
        channel.runPendingTasks();
        recorder.share().reading(false);
        channel.pipeline().fireExceptionCaught(new java.io.IOException("reset"));
        channel.runPendingTasks();

        assertThat(recorder.said).containsExactly("failure UPSTREAM_CLOSED sent");
    }

    @Test
    void connection_isKept_whenAnExchangeIsGivenUpThatWroteNothing() {
        UpstreamConnection connection = connection(BlockProtocol.EXCLUSIVE);
        attach(connection, 1).share().abandon();
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isTrue();
        assertThat(connection.hasRoom()).isTrue();
    }

    @Test
    void connection_isClosed_whenItsOnlyExchangeIsGivenUp() {
        Recorder recorder = attach(connection(BlockProtocol.EXCLUSIVE), 1);
        recorder.write(frame(1, (byte) 'a'));
        recorder.share().abandon();
        channel.runPendingTasks();

        assertThat(channel.isOpen()).isFalse();
        assertThat(recorder.said).isEmpty();
    }

    @Test
    void id_staysTaken_untilTheLateReplyHasCome() {
        UpstreamConnection connection = connection(BlockProtocol.SHARED);
        Recorder recorder = attach(connection, 7);
        recorder.write(frame(7, (byte) 'a'));
        channel.runPendingTasks();
        recorder.share().abandon();
        assertThat(connection.isFree(7)).isFalse();

        receive(frame(7, (byte) 'x'));
        assertThat(connection.isFree(7)).isTrue();
        assertThat(recorder.said).isEmpty();
    }

    @Test
    void connection_takesNoMore_whenHalfOfFewIdsAreOwedReplies() {
        UpstreamConnection connection = connection(BlockProtocol.SHARED.withIds(8));
        for (int id = 1; id <= 5; id++) {
            assertThat(connection.hasRoom()).isTrue();
            Recorder recorder = attach(connection, id);
            recorder.write(frame(id, (byte) 'a'));
            channel.runPendingTasks();
            recorder.share().abandon();
        }
        assertThat(connection.hasRoom()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void room_isToldInALaterTurn_whenItComesInsideACall() {
        UpstreamConnection connection = connection(BlockProtocol.SHARED);
        Recorder recorder = attach(connection, 1);
        turn(() -> {
            recorder.share().write(Unpooled.buffer().writeZero(200_000));
            assertThat(connection.hasRoom()).isFalse();
            recorder.share().whenWritten(() -> recorder.said.add("written"));
            assertThat(recorder.said).as("nothing inside the call").isEmpty();
        });

        assertThat(recorder.said).containsExactlyInAnyOrder("room", "written");
        assertThat(connection.hasRoom()).isTrue();
    }

    @Test
    void frames_areCut_whereverTheSegmentsEnd() {
        byte[] both = new byte[6];
        System.arraycopy(frame(1, (byte) 'x'), 0, both, 0, 3);
        System.arraycopy(frame(1, (byte) 'y'), 0, both, 3, 3);
        for (int cut = 1; cut < both.length; cut++) {
            EmbeddedChannel own = new EmbeddedChannel();
            Recorder recorder = attach(connection(BlockProtocol.SHARED, own), 1);
            own.pipeline().fireChannelRead(Unpooled.copiedBuffer(both, 0, cut));
            own.pipeline().fireChannelRead(Unpooled.copiedBuffer(both, cut, both.length - cut));
            assertThat(recorder.said).as("cut at " + cut).containsExactly("frame x", "frame y");
            own.finishAndReleaseAll();
        }
    }

    @Test
    void keptFrame_isUntouched_whenMoreIsReceived() {
        Recorder recorder = attach(connection(BlockProtocol.SHARED), 1);
        recorder.keep = true;
        channel.pipeline()
                .fireChannelRead(channel.alloc()
                        .buffer(256)
                        .writeBytes(frame(1, (byte) 'x'))
                        .writeByte(2));
        for (int i = 0; i < 300; i++) {
            receive(new byte[] {1, 'y', 2});
        }
        receive(new byte[] {1, 'z'});

        assertThat(recorder.kept.getFirst().getByte(2)).isEqualTo((byte) 'x');
        assertThat(recorder.kept.getLast().getByte(2)).isEqualTo((byte) 'z');
        assertThat(recorder.kept).hasSize(302);
        recorder.kept.forEach(ByteBuf::release);
    }

    /** One turn of the event loop: tasks wait for its end. */
    private void turn(Runnable steps) {
        channel.writeInbound(steps);
        channel.checkException();
    }

    /** Runs what a test does in one turn. */
    private static final class Turns extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Runnable steps) {
                steps.run();
            } else {
                context.fireChannelRead(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.fireExceptionCaught(cause);
        }
    }

    private void receive(byte[]... frames) {
        channel.pipeline().fireChannelRead(Unpooled.copiedBuffer(frames));
    }

    private UpstreamConnection connection(BlockProtocol protocol) {
        return connection(protocol, channel);
    }

    private static UpstreamConnection connection(BlockProtocol protocol, EmbeddedChannel on) {
        LoopPool.Setup setup = new LoopPool.Setup(
                "c",
                Bench.config("", "127.0.0.1:1"),
                protocol,
                on.eventLoop(),
                NioSocketChannel.class,
                1,
                new AtomicInteger(),
                new EndpointNews("c"));
        EndpointPool pool = new EndpointPool(
                new Endpoint(new InetSocketAddress("127.0.0.1", 1), 1, Map.of()), setup, new LoopPool(setup));
        UpstreamConnection connection = new UpstreamConnection(pool, protocol.newWire());
        on.pipeline().addLast(connection);
        on.pipeline().fireChannelActive();
        return connection;
    }

    private static Recorder attach(UpstreamConnection connection, long id) {
        Recorder recorder = new Recorder();
        connection.attach(id, recorder);
        return recorder;
    }

    private static final class Recorder implements UpstreamListener {
        private final List<String> said = new ArrayList<>();
        private final List<ByteBuf> kept = new ArrayList<>();
        private @Nullable UpstreamShare share;
        private boolean pauseAfterFrame;
        private boolean keep;

        UpstreamShare share() {
            if (share == null) {
                throw new AssertionError("no share");
            }
            return share;
        }

        void write(byte[] bytes) {
            share().write(Unpooled.wrappedBuffer(bytes));
        }

        @Override
        public void onAcquired(UpstreamShare acquired) {
            share = acquired;
        }

        @Override
        public void onFrame(Frame frame) {
            byte[] payload = ByteBufUtil.getBytes(frame.bytes());
            said.add("frame " + (char) payload[2]);
            if (keep) {
                kept.add(frame.bytes().retain());
            }
            if (pauseAfterFrame) {
                pauseAfterFrame = false;
                share().reading(false);
            }
        }

        @Override
        public void onEnd() {
            said.add("end");
        }

        @Override
        public void onFailure(UpstreamFailure failure) {
            assertThat(failure.failure()).isEqualTo(Failure.UPSTREAM_CLOSED);
            said.add("failure " + failure.failure() + (failure.nothingWritten() ? " unsent" : " sent"));
        }

        @Override
        public void onRoom() {
            said.add("room");
        }
    }
}
