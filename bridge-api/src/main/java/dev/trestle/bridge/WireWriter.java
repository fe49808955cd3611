package dev.trestle.bridge;

import io.netty.buffer.ByteBuf;

/** What a {@link Wire} may do with its connection. Valid only during the call it was passed to. */
public interface WireWriter {
    /** Writes connection-level bytes; given away. */
    void write(ByteBuf bytes);

    /** The connection can take exchanges from now on. Said once, from {@code onConnect} or from a later control frame. */
    void ready();

    /** No new exchanges on this connection; it closes when those in flight have ended. Sticky. */
    void drain();

    /** Closes the connection now; its exchanges fail with 502. */
    void close(String reason);
}
