package dev.trestle.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class TurnEpollTest {
    private static final IoOps READS = EpollIoOps.EPOLLIN;
    private static final IoOps NOTHING = EpollIoOps.EPOLLRDHUP;

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Kernel kernel = new Kernel();
    private final Socket socket = new Socket();
    private final TurnEpoll epoll = new TurnEpoll(loop(Thread.currentThread()), kernel);
    private final IoRegistration registration = register(epoll);

    @Test
    void kernel_isToldAtOnce_whenASocketIsNew() {
        registration.submit(READS);
        assertThat(kernel.told).containsExactly(READS);
    }

    @Test
    void kernel_isNotTold_whenATurnEndsAsItBegan() {
        registration.submit(READS);
        registration.submit(NOTHING);
        registration.submit(READS);
        turn();
        assertThat(kernel.told).containsExactly(READS);
    }

    @Test
    void kernel_isToldTheLastOfEachTurn_whenItChanged() {
        registration.submit(READS);
        registration.submit(EpollIoOps.EPOLLOUT);
        registration.submit(NOTHING);
        turn();
        assertThat(kernel.told).containsExactly(READS, NOTHING);
        registration.submit(READS);
        turn();
        turn();
        assertThat(kernel.told).containsExactly(READS, NOTHING, READS);
    }

    /** Netty would take it out for good. */
    @Test
    void socket_staysWithTheKernel_whenItWaitsForNothing() {
        registration.submit(READS);
        registration.submit(EpollIoOps.NONE);
        turn();
        assertThat(kernel.told).containsExactly(READS, EpollIoOps.EPOLLERR);
    }

    @Test
    void kernel_isNotTold_whenTheSocketIsGone() {
        registration.submit(READS);
        registration.submit(NOTHING);
        registration.cancel();
        turn();
        assertThat(kernel.told).containsExactly(READS);
        assertThat(registration.isValid()).isFalse();
    }

    @Test
    void socket_isClosed_whenTheKernelRefuses() {
        registration.submit(READS);
        kernel.refuses = true;
        registration.submit(NOTHING);
        turn();
        assertThat(socket.closed).isTrue();
    }

    @Test
    void otherThreads_areHeardOnTheLoop() throws Exception {
        registration.submit(READS);
        Thread other = Thread.ofPlatform().start(() -> registration.submit(NOTHING));
        other.join();
        turn();
        assertThat(kernel.told).containsExactly(READS);
        later.remove().run();
        turn();
        assertThat(kernel.told).containsExactly(READS, NOTHING);
    }

    private void turn() {
        epoll.run(new IoHandlerContext() {
            @Override
            public boolean canBlock() {
                return false;
            }

            @Override
            public long delayNanos(long currentTimeNanos) {
                return 0;
            }

            @Override
            public long deadlineNanos() {
                return -1;
            }
        });
    }

    private IoRegistration register(TurnEpoll on) {
        try {
            return on.register(socket);
        } catch (Exception impossible) {
            throw new AssertionError(impossible);
        }
    }

    private ThreadAwareExecutor loop(Thread own) {
        return new ThreadAwareExecutor() {
            @Override
            public boolean isExecutorThread(Thread thread) {
                return thread == own;
            }

            @Override
            public void execute(Runnable command) {
                later.add(command);
            }
        };
    }

    private static final class Socket implements IoHandle {
        boolean closed;

        @Override
        public void handle(IoRegistration own, IoEvent event) {}

        @Override
        public void close() {
            closed = true;
        }
    }

    /** What the real epoll is told. */
    private static final class Kernel implements IoHandler {
        final List<IoOps> told = new ArrayList<>();
        boolean refuses;

        @Override
        public int run(IoHandlerContext context) {
            return 0;
        }

        @Override
        public IoRegistration register(IoHandle handle) {
            return new IoRegistration() {
                private boolean valid = true;

                @Override
                public <T> T attachment() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public long submit(IoOps ops) {
                    if (refuses) {
                        throw new UncheckedIOException(new IOException("bad descriptor"));
                    }
                    told.add(ops);
                    return 0;
                }

                @Override
                public boolean isValid() {
                    return valid;
                }

                @Override
                public boolean cancel() {
                    valid = false;
                    return true;
                }
            };
        }

        @Override
        public void wakeup() {}

        @Override
        public boolean isCompatible(Class<? extends IoHandle> handleType) {
            return true;
        }
    }
}
