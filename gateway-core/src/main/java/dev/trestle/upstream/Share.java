package dev.trestle.upstream;

import io.netty.buffer.ByteBuf;

/** One exchange's share of a connection. After its end every call is a no-op. */
final class Share implements UpstreamShare {
    private static final int NEVER = -1;

    private final UpstreamConnection connection;
    private final long exchangeId;
    private final UpstreamListener listener;
    private final boolean reused;
    private int flushesAtFirstWrite = NEVER;
    private boolean open = true;
    private boolean requestWhole;

    Share(UpstreamConnection connection, long exchangeId, UpstreamListener listener, boolean reused) {
        this.connection = connection;
        this.exchangeId = exchangeId;
        this.listener = listener;
        this.reused = reused;
    }

    long exchangeId() {
        return exchangeId;
    }

    UpstreamListener listener() {
        return listener;
    }

    boolean isOpen() {
        return open;
    }

    /** Nothing was given to the connection. */
    boolean wroteNothing() {
        return flushesAtFirstWrite == NEVER;
    }

    /** No flush has happened since the first write, so no byte of it can have left. */
    boolean nothingWritten() {
        return flushesAtFirstWrite == NEVER || flushesAtFirstWrite == connection.flushes();
    }

    /** Whether all of its request was given to the connection. */
    boolean isRequestWhole() {
        return requestWhole;
    }

    void ended() {
        open = false;
    }

    @Override
    public Endpoint endpoint() {
        return connection.endpoint();
    }

    @Override
    public boolean reused() {
        return reused;
    }

    @Override
    public void write(ByteBuf bytes) {
        if (!open) {
            bytes.release();
            return;
        }
        if (flushesAtFirstWrite == NEVER) {
            flushesAtFirstWrite = connection.flushes();
        }
        connection.write(bytes);
    }

    @Override
    public void requestEnd() {
        if (open && !requestWhole) {
            requestWhole = true;
            connection.requestEnd();
        }
    }

    @Override
    public void halfClose() {
        if (open) {
            connection.shutdownOutput();
        }
    }

    @Override
    public void whenWritten(Runnable done) {
        if (open) {
            connection.whenWritten(this, done);
        }
    }

    @Override
    public boolean writable() {
        return open && connection.isWritable();
    }

    @Override
    public void reading(boolean on) {
        if (open) {
            connection.reading(on);
        }
    }

    @Override
    public void release() {
        if (open) {
            open = false;
            connection.release(this);
        }
    }

    @Override
    public void abandon() {
        if (open) {
            open = false;
            connection.abandon(this);
        }
    }
}
