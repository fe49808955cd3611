package dev.trestle.codec.http;

import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Sends one request. Its head waits for the first piece of the body or the end, which tells whether there is a body: HTTP/2 need not say
 * it before. One thread.
 */
final class RequestSide {
    private final BridgeExchange exchange;
    private final StringBuilder head;
    private final String method;
    /** What is known of the body's length; -1 for nothing, and then it goes in chunks. */
    private long announced;

    private long sentBytes;
    private boolean headSent;

    RequestSide(BridgeExchange exchange, String method, StringBuilder head, long announced) {
        this.exchange = exchange;
        this.method = method;
        this.head = head;
        this.announced = announced;
    }

    /** The length of the body as these fields say it; -1 for nothing. */
    static long announced(Headers client) {
        String length = client.get("content-length");
        boolean known = length != null && length.matches("[0-9]{1,18}") && client.get("transfer-encoding") == null;
        return known ? Long.parseLong(length) : -1;
    }

    /** The body will be as long. */
    void announce(long bytes) {
        announced = bytes;
    }

    /** A piece of the body, lent. */
    void piece(ByteBuf data) {
        sentBytes += data.readableBytes();
        if (announced >= 0 && sentBytes > announced) {
            throw lengthIsWrong();
        }
        if (!headSent) {
            sendHead(announced < 0 ? "transfer-encoding: chunked" : "content-length: " + announced);
        }
        if (announced < 0) {
            sendText(Integer.toHexString(data.readableBytes()) + "\r\n");
        }
        exchange.send(data.retainedSlice());
        if (announced < 0) {
            sendText("\r\n");
        }
    }

    /** The request is complete. */
    void end(Headers trailers) {
        if (announced >= 0 && sentBytes < announced) {
            throw lengthIsWrong();
        }
        if (!headSent) {
            sendHead(isWithoutBody() ? "" : "content-length: 0");
        } else if (announced < 0) {
            StringBuilder last = new StringBuilder("0\r\n");
            trailers.forEach((name, value) -> {
                if (Fields.mayBeTrailer(name) && Text.isToken(name) && Text.isFieldValue(value)) {
                    last.append(name).append(": ").append(value).append("\r\n");
                }
            });
            sendText(last.append("\r\n"));
        }
    }

    /** Methods whose requests mean nothing by a body (RFC 9110 section 8.6). */
    private boolean isWithoutBody() {
        return switch (method) {
            case "GET", "HEAD", "DELETE", "OPTIONS", "TRACE" -> true;
            default -> false;
        };
    }

    private void sendHead(String framing) {
        headSent = true;
        if (!framing.isEmpty()) {
            head.append(framing).append("\r\n");
        }
        sendText(head.append("\r\n"));
    }

    private void sendText(CharSequence text) {
        ByteBuf bytes = exchange.allocator().buffer(text.length());
        bytes.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        exchange.send(bytes);
    }

    private static FailureException lengthIsWrong() {
        return new FailureException(Failure.BAD_REQUEST, "the body is not as long as its Content-Length says");
    }
}
