package dev.trestle.exchange;

import io.netty.channel.Channel;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Clients that did not get through TLS. Any client can do that at will, so one line now and then stands for all. Thread safe. */
final class HandshakeLog {
    private static final Logger LOG = LoggerFactory.getLogger(HandshakeLog.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MAX_REASON_CHARS = 200;
    private static final String ALERT = "Received fatal alert: ";
    private static final String CLEAR_ALERT = "plaintext alert received: Level: fatal; Alert: ";

    private final AtomicLong silentUntilNanos = new AtomicLong(System.nanoTime());
    private final LongAdder unsaid = new LongAdder();

    /** The client of {@code channel}, which has sent something, and why there is no TLS with it. */
    void failed(Channel channel, @Nullable Throwable reason) {
        long now = System.nanoTime();
        long until = silentUntilNanos.get();
        if (now - until < 0 || !silentUntilNanos.compareAndSet(until, now + PAUSE_NANOS)) {
            unsaid.increment();
            return;
        }
        long others = unsaid.sumThenReset();
        LOG.info(
                "no TLS with {}: {}{}",
                ClientSide.peer((InetSocketAddress) channel.remoteAddress()),
                inWords(reason),
                others == 0 ? "" : " (and with " + others + " connections before it)");
    }

    /** Never what the client sent: the message of some of these has it whole. */
    static String inWords(@Nullable Throwable reason) {
        if (reason instanceof NotSslRecordException) {
            return "what the client sent is not TLS";
        }
        if (reason instanceof SslHandshakeTimeoutException) {
            return "the client did not finish the handshake in time";
        }
        boolean gone = reason instanceof IOException && !(reason instanceof SSLException);
        if (gone || reason == null || reason.getCause() instanceof ClosedChannelException) {
            return "the client closed the connection";
        }
        // OpenSSL tells its alert in clear text where TLS 1.3 has begun to encrypt, which the JDK calls unexpected.
        String cause = reason.getCause() == null
                ? ""
                : String.valueOf(reason.getCause().getMessage());
        return cause.contains(CLEAR_ALERT)
                ? refused(cause.substring(cause.indexOf(CLEAR_ALERT) + CLEAR_ALERT.length()))
                : shown(String.valueOf(reason.getMessage()));
    }

    private static String shown(String message) {
        if (message.contains(ALERT)) {
            return refused(message.substring(message.indexOf(ALERT) + ALERT.length()));
        }
        if (message.startsWith("Connection closed")) {
            return "the client closed the connection";
        }
        return message.substring(0, Math.min(message.length(), MAX_REASON_CHARS));
    }

    private static String refused(String alert) {
        boolean distrust = alert.contains("certificate") || alert.equals("unknown_ca");
        return "the client refused, saying " + alert + (distrust ? " (does it trust ours?)" : "");
    }
}
