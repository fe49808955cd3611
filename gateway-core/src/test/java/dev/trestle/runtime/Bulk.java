package dev.trestle.runtime;

import io.netty.buffer.PooledByteBufAllocator;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Much data, and what it is compared by. */
final class Bulk {
    private Bulk() {}

    static byte[] bytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    static String digest(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Sends all and then says so, on a thread of its own. */
    static CompletableFuture<Void> send(Socket socket, byte[] bytes) {
        return CompletableFuture.runAsync(
                () -> unchecked(() -> {
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                    return null;
                }),
                Thread::startVirtualThread);
    }

    static void unchecked(Callable<?> action) {
        try {
            action.call();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What Netty's buffers take, whether in use or kept for later. */
    static long pooledBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
