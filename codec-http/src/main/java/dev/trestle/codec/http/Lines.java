package dev.trestle.codec.http;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a head, put together from pieces that end anywhere. A line ends with CR LF and nothing else; it has no control
 * character but the tab. Keeps what has come of an unfinished line, never more than its limit.
 */
final class Lines {
    private static final int FIRST_BYTES = 128;

    private final int maxBytes;
    private int left;
    private byte[] kept = {};
    private int length;

    /** Of {@code maxBytes} at most, with their ends, until {@link #startAgain}. */
    Lines(int maxBytes) {
        this.maxBytes = maxBytes;
        this.left = maxBytes;
    }

    /** The limit counts from here. */
    void startAgain() {
        left = maxBytes;
    }

    /** The next line without its end; null if it has not come whole. All of {@code in} is read then. */
    @Nullable
    String next(ByteBuf in) {
        int end = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        int count = (end < 0 ? in.writerIndex() : end + 1) - in.readerIndex();
        left -= count;
        if (left < 0) {
            throw malformed("more than " + maxBytes + " bytes of head");
        }
        keep(in, count);
        return end < 0 ? null : line();
    }

    private void keep(ByteBuf in, int count) {
        if (kept.length < length + count) {
            kept = Arrays.copyOf(kept, Math.max(Math.max(FIRST_BYTES, length + count), 2 * length));
        }
        in.readBytes(kept, length, count);
        length += count;
    }

    private String line() {
        int text = length - 2;
        length = 0;
        if (text < 0 || kept[text] != '\r') {
            throw malformed("a line that does not end with CR LF");
        }
        String line = new String(kept, 0, text, StandardCharsets.ISO_8859_1);
        if (!Text.isFieldValue(line)) {
            throw malformed("a control character in the head");
        }
        return line;
    }

    /** The upstream's bytes are no HTTP. What they are instead is the log's alone: the client is told the rule. */
    static FailureException malformed(String rule) {
        return new FailureException(Failure.UPSTREAM_MALFORMED, "the upstream's reply is not valid HTTP/1.1: " + rule);
    }
}
