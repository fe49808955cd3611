package dev.trestle.grpc;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts messages out of a call's bytes: one byte that says whether it is compressed, four bytes of length, the message. Memory grows
 * with what has come, not with what was announced.
 */
final class MessageCutter {
    static final int PREFIX_BYTES = 5;

    private static final byte[] NOTHING = {};
    private static final int FIRST_BYTES = 4096;

    private final int maxBytes;
    private final byte[] prefix = new byte[PREFIX_BYTES];
    private int prefixed;
    private byte[] message = NOTHING;
    private int length;
    private int filled;

    /** What came is nothing that can be given on. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        private final transient GrpcStatus status;

        RefusedException(GrpcStatus status) {
            super(status.message(), null, false, false);
            this.status = status;
        }

        GrpcStatus status() {
            return status;
        }
    }

    MessageCutter(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The next message; null until it is whole. */
    byte @Nullable [] next(ByteBuf bytes) throws RefusedException {
        if (prefixed < PREFIX_BYTES) {
            int part = Math.min(PREFIX_BYTES - prefixed, bytes.readableBytes());
            bytes.readBytes(prefix, prefixed, part);
            prefixed += part;
            if (prefixed < PREFIX_BYTES) {
                return null;
            }
            begin();
        }
        int part = Math.min(length - filled, bytes.readableBytes());
        if (filled + part > message.length) {
            message = Arrays.copyOf(message, Math.min(length, Math.max(filled + part, 2 * message.length)));
        }
        bytes.readBytes(message, filled, part);
        filled += part;
        if (filled < length) {
            return null;
        }
        byte[] whole = message;
        message = NOTHING;
        prefixed = 0;
        return whole;
    }

    private void begin() throws RefusedException {
        if (prefix[0] != 0) {
            throw new RefusedException(GrpcStatus.internal(
                    prefix[0] == 1
                            ? "a compressed message (expected: none)"
                            : "flags " + prefix[0] + " (expected: 0)"));
        }
        long announced = 0;
        for (int i = 1; i < PREFIX_BYTES; i++) {
            announced = announced << 8 | prefix[i] & 0xFF;
        }
        if (announced > maxBytes) {
            throw new RefusedException(
                    GrpcStatus.exhausted("a message of " + announced + " bytes (expected: " + maxBytes + " at most)"));
        }
        length = (int) announced;
        filled = 0;
        message = new byte[Math.min(length, FIRST_BYTES)];
    }

    /** Whether a message has begun that is not whole. */
    boolean isWithin() {
        return prefixed > 0;
    }
}
