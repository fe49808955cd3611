package dev.trestle.codec.http;

import dev.trestle.bridge.http.Headers;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * One reply of HTTP/1.1 (RFC 9112), read as its bytes come. Interim replies before it are skipped; together with the head they may
 * have as many bytes as a head. One thread.
 */
final class ReplyReader {
    private static final int MAX_CHUNK_LINE_BYTES = 4096;
    private static final int MAX_CHUNK_SIZE_DIGITS = 15;
    private static final int STATUS_LINE_BYTES = "HTTP/1.1 200".length();

    private final boolean headOnly;
    private final Sink sink;
    private final Lines lines;
    private final Lines chunkLines = new Lines(MAX_CHUNK_LINE_BYTES);
    private final FieldLines fields;
    private State state = State.STATUS_LINE;
    private int minor;
    private int status;
    private long left;
    private Headers trailers = Headers.empty();

    private enum State {
        STATUS_LINE,
        FIELDS,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        DONE
    }

    /** Who hears of a reply while it is read: its head, then its body in pieces. */
    interface Sink {
        void onHead(ReplyHead head);

        /** At least one byte; lent. */
        void onBody(ByteBuf piece);
    }

    /** A reply to a request, of which it matters whether its method was HEAD. */
    ReplyReader(HttpWireSettings limits, boolean headOnly, Sink sink) {
        this.headOnly = headOnly;
        this.sink = sink;
        this.lines = new Lines(limits.maxHeaderBytes().toInt());
        this.fields = new FieldLines(limits.maxHeaders());
    }

    /** Reads what has come; nothing behind the end of the reply. */
    void read(ByteBuf in) {
        while (in.isReadable() && state != State.DONE) {
            switch (state) {
                case BODY, CHUNK -> body(in);
                case UNTIL_CLOSE -> sink.onBody(in.readSlice(in.readableBytes()));
                case STATUS_LINE, FIELDS, TRAILERS -> headLine(lines.next(in));
                default -> chunkLine(chunkLines.next(in));
            }
        }
    }

    /** The upstream has closed: whether that is the end of the reply. */
    boolean isWholeAtEnd() {
        return state == State.UNTIL_CLOSE;
    }

    /** Whether the reply is complete. */
    boolean isDone() {
        return state == State.DONE;
    }

    /** What came after the body of a reply that is complete. */
    Headers trailers() {
        return trailers;
    }

    // ---- the head ----

    private void headLine(@Nullable String line) {
        if (line == null) {
            return;
        }
        if (state == State.STATUS_LINE) {
            statusLine(line);
        } else if (!line.isEmpty()) {
            fields.add(line);
        } else if (state == State.FIELDS) {
            head();
        } else {
            trailers = fields.take();
            state = State.DONE;
        }
    }

    private void statusLine(String line) {
        boolean shaped = line.length() >= STATUS_LINE_BYTES
                && (line.startsWith("HTTP/1.1 ") || line.startsWith("HTTP/1.0 "))
                && (line.length() == STATUS_LINE_BYTES || line.charAt(STATUS_LINE_BYTES) == ' ');
        if (!shaped) {
            throw Lines.malformed("no status line");
        }
        minor = line.charAt(7) - '0';
        status = 0;
        for (int i = 9; i < STATUS_LINE_BYTES; i++) {
            char c = line.charAt(i);
            status = Text.isDigit(c) ? status * 10 + c - '0' : Integer.MAX_VALUE / 100;
        }
        if (status < 100 || status > 599 || status == 101) {
            throw Lines.malformed("a status that no reply to this request has");
        }
        state = State.FIELDS;
    }

    private void head() {
        Headers all = fields.take();
        if (status < 200) {
            state = State.STATUS_LINE;
            return;
        }
        ReplyHead head = ReplyHead.of(minor, status, all, headOnly);
        left = head.length();
        state = switch (head.body()) {
            case NONE -> State.DONE;
            case LENGTH -> State.BODY;
            case CHUNKED -> State.CHUNK_SIZE;
            case CLOSE -> State.UNTIL_CLOSE;
        };
        if (state == State.BODY && left == 0) {
            state = State.DONE;
        }
        sink.onHead(head);
    }

    // ---- the body ----

    private void body(ByteBuf in) {
        ByteBuf piece = in.readSlice((int) Math.min(left, in.readableBytes()));
        left -= piece.readableBytes();
        sink.onBody(piece);
        if (left == 0 && state == State.CHUNK) {
            state = State.CHUNK_END;
        } else if (left == 0) {
            state = State.DONE;
        }
    }

    private void chunkLine(@Nullable String line) {
        if (line == null) {
            return;
        }
        chunkLines.startAgain();
        if (state == State.CHUNK_END) {
            if (!line.isEmpty()) {
                throw Lines.malformed("a chunk that is longer than its size");
            }
            state = State.CHUNK_SIZE;
            return;
        }
        left = chunkSize(line);
        lines.startAgain();
        state = left == 0 ? State.TRAILERS : State.CHUNK;
    }

    /** Extensions, which come after a semicolon, mean nothing to anybody here. */
    private static long chunkSize(String line) {
        int semicolon = line.indexOf(';');
        String digits = semicolon < 0 ? line : Text.trim(line.substring(0, semicolon));
        if (digits.isEmpty() || digits.length() > MAX_CHUNK_SIZE_DIGITS) {
            throw Lines.malformed("a chunk without a size");
        }
        long size = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw Lines.malformed("a chunk without a size");
            }
            size = size << 4 | digit;
        }
        return size;
    }
}
