package dev.trestle.testkit;

import dev.trestle.bridge.WireWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Remembers what a wire did with its connection. */
public final class RecordingWireWriter implements WireWriter {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int readyCount;
    private boolean draining;
    private @Nullable String closeReason;

    /** Nothing happened yet. */
    public RecordingWireWriter() {}

    @Override
    public void write(ByteBuf bytes) {
        written.writeBytes(ByteBufUtil.getBytes(bytes));
        bytes.release();
    }

    @Override
    public void ready() {
        readyCount++;
    }

    @Override
    public void drain() {
        draining = true;
    }

    @Override
    public void close(String reason) {
        closeReason = reason;
    }

    /** Everything written. */
    public byte[] written() {
        return written.toByteArray();
    }

    /** How often ready was said; once is right. */
    public int readyCount() {
        return readyCount;
    }

    /** Whether the connection is to take no new exchanges. */
    public boolean isDraining() {
        return draining;
    }

    /** Why the connection was closed; null while it is not. */
    public @Nullable String closeReason() {
        return closeReason;
    }
}
