package dev.trestle.app.log;

import dev.trestle.exchange.ExchangeListener;
import dev.trestle.exchange.ExchangeSummary;
import dev.trestle.tcp.ConnectionListener;
import dev.trestle.tcp.ConnectionSummary;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JSON line for each request, and for each connection that passed through. Event loops leave a summary in a bounded ring and go on; a thread of the log's own makes the
 * text and writes it. When that thread cannot follow, lines are dropped and counted: the log never holds up a request.
 */
public final class AccessLog implements ExchangeListener, ConnectionListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int RING = 1 << 14;
    private static final int FLUSH_BYTES = 1 << 16;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** How late a line may be. Waking the writer for each request would cost the event loop more than the line does. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final AccessLogRule rule;
    private final OutputStream out;
    private final SummaryRing<Record> ring;
    private final AtomicLong dropped = new AtomicLong();
    private final ByteBuf lines = Unpooled.buffer(2 * FLUSH_BYTES);
    private final AccessLogLine line;
    private final Thread writer;
    private volatile boolean open = true;
    private int buffered;
    private boolean broken;

    /** Writes to {@code out}, which {@link #close} closes. */
    public AccessLog(AccessLogRule rule, OutputStream out) {
        this(rule, out, RING);
    }

    AccessLog(AccessLogRule rule, OutputStream out, int ringSize) {
        this.rule = rule;
        this.out = out;
        this.line = new AccessLogLine(lines, rule);
        this.ring = new SummaryRing<>(ringSize);
        this.writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
    }

    @Override
    public void onStart(@Nullable String route) {}

    @Override
    public void onEnd(ExchangeSummary summary) {
        if (rule.wants(summary)) {
            leave(summary);
        }
    }

    @Override
    public void onEnd(ConnectionSummary summary) {
        if (rule.wants(summary)) {
            leave(summary);
        }
    }

    private void leave(Record summary) {
        if (!ring.offer(summary)) {
            dropped.incrementAndGet();
        }
    }

    /** Lines that were not written since the start: the ring was full, or they could not be made or written. */
    public long dropped() {
        return dropped.get();
    }

    /** Writes what was left in the ring, then closes the output; leaves both where nobody takes the lines for a second. */
    @Override
    public void close() throws IOException {
        open = false;
        LockSupport.unpark(writer);
        boolean written = false;
        try {
            written = writer.join(CLOSE_TIMEOUT);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (written) {
            out.close();
        } else {
            LOG.warn("access log: the output takes no more lines; the last ones are lost");
        }
    }

    private void write() {
        while (open) {
            drain();
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
        drain();
    }

    private void drain() {
        for (Record next = ring.poll(); next != null; next = ring.poll()) {
            append(next);
            if (lines.readableBytes() >= FLUSH_BYTES) {
                flush();
            }
        }
        flush();
    }

    /** A line that cannot be made is lost; those before it are not. */
    private void append(Record summary) {
        int start = lines.writerIndex();
        try {
            if (summary instanceof ConnectionSummary connection) {
                line.write(connection);
            } else if (summary instanceof ExchangeSummary exchange) {
                line.write(exchange);
            }
            buffered++;
        } catch (RuntimeException | Error defect) {
            lines.writerIndex(start);
            lost(1, defect);
        }
    }

    private void flush() {
        if (!lines.isReadable()) {
            return;
        }
        try {
            out.write(lines.array(), lines.arrayOffset() + lines.readerIndex(), lines.readableBytes());
            out.flush();
            broken = false;
        } catch (IOException | RuntimeException | Error failure) {
            lost(buffered, failure);
        }
        lines.clear();
        buffered = 0;
    }

    /** Said once until lines are written again: the thread goes on, for nobody would start another. */
    private void lost(int count, Throwable reason) {
        dropped.addAndGet(count);
        if (!broken) {
            LOG.warn("access log: {}; lines are lost until it can be written again", reason.toString());
        }
        broken = true;
    }
}
