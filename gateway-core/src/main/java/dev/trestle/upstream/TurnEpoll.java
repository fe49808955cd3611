package dev.trestle.upstream;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Epoll that tells the kernel what a socket waits for once in a turn of the loop, and only if it changed. The HTTP server stops and
 * resumes the reads of a connection with every request, within one turn: two system calls that nothing comes of.
 */
final class TurnEpoll implements IoHandler {
    private final ThreadAwareExecutor executor;
    private final IoHandler epoll;
    private final Queue<Interest> changed = new ArrayDeque<>();

    TurnEpoll(ThreadAwareExecutor executor, IoHandler epoll) {
        this.executor = executor;
        this.epoll = epoll;
    }

    static IoHandlerFactory factory() {
        IoHandlerFactory epoll = EpollIoHandler.newFactory();
        return executor -> new TurnEpoll(executor, epoll.newHandler(executor));
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        for (Interest next = changed.poll(); next != null; next = changed.poll()) {
            next.tell();
        }
        return epoll.run(context);
    }

    @Override
    public void prepareToDestroy() {
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new Interest(handle, epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
        return epoll.isCompatible(handleType);
    }

    /** What one socket waits for. */
    private final class Interest implements IoRegistration {
        private final IoHandle handle;
        private final IoRegistration registration;
        private @Nullable IoOps told;
        private @Nullable IoOps wanted;

        Interest(IoHandle handle, IoRegistration registration) {
            this.handle = handle;
            this.registration = registration;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // as Netty has it
        public <T> T attachment() {
            return registration.attachment();
        }

        /**
         * The first one is what enters the socket, and is told at once.
         *
         * <p>A half-closed connection waits for nothing until it is full. Netty (4.2.13 to 4.2.19 at least) takes a socket that waits for
         * nothing out of epoll and does not put it back: the next wait for room fails, and the connection with it. So such a socket waits
         * for errors, which the kernel reports unasked anyway.
         */
        @Override
        public long submit(IoOps ops) {
            return EpollIoOps.NONE.equals(ops) ? want(EpollIoOps.EPOLLERR) : want(ops);
        }

        private long want(IoOps ops) {
            if (!executor.isExecutorThread(Thread.currentThread())) {
                executor.execute(() -> want(ops));
            } else if (told == null) {
                told = ops;
                return registration.submit(ops);
            } else {
                if (wanted == null) {
                    changed.add(this);
                }
                wanted = ops;
            }
            return 0;
        }

        void tell() {
            IoOps last = wanted;
            wanted = null;
            if (last == null || last.equals(told) || !registration.isValid()) {
                return;
            }
            told = last;
            try {
                registration.submit(last);
            } catch (UncheckedIOException broken) {
                close();
            }
        }

        private void close() {
            try {
                handle.close();
            } catch (Exception unclosable) {
                registration.cancel();
            }
        }

        @Override
        public boolean isValid() {
            return registration.isValid();
        }

        @Override
        public boolean cancel() {
            return registration.cancel();
        }
    }
}
