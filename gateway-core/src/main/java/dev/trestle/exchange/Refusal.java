package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Why no request was made of what a client sent.
 *
 * @param method as far as it was read, or {@code -}
 * @param uri likewise
 */
record Refusal(Failure failure, String detail, String method, String uri) {
    private static final String UNREAD = "/bad-request";

    /** Why no exchange can be made of this head, or null if one can. */
    static @Nullable Refusal of(HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            return malformed(head);
        }
        HttpVersion version = head.protocolVersion();
        if (!version.equals(HttpVersion.HTTP_1_1) && !version.equals(HttpVersion.HTTP_1_0)) {
            return bad(head, version + " (expected: HTTP/1.1)");
        }
        for (String coding : head.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING)) {
            if (!coding.equalsIgnoreCase("chunked")) {
                return bad(head, "transfer-encoding: " + coding + " (expected: chunked)");
            }
        }
        // RFC 9112 section 3.2: exactly one, and 1.0 may go without.
        Iterator<String> hosts = head.headers().valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return version.equals(HttpVersion.HTTP_1_0) ? null : bad(head, "no host (expected: one host header)");
        }
        String host = hosts.next();
        if (hosts.hasNext()) {
            return bad(head, "several hosts (expected: one host header)");
        }
        return Authority.isWellFormed(host) ? null : bad(head, "host: " + host + " (expected: host or host:port)");
    }

    private static Refusal bad(HttpRequest head, String detail) {
        return new Refusal(Failure.BAD_REQUEST, detail, head.method().name(), head.uri());
    }

    private static Refusal malformed(HttpRequest head) {
        Throwable cause = head.decoderResult().cause();
        boolean unread = head.uri().equals(UNREAD);
        String method = unread ? "-" : head.method().name();
        String uri = unread ? "-" : head.uri();
        boolean tooLong = cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException;
        Failure failure = tooLong ? Failure.HEADERS_TOO_LARGE : Failure.BAD_REQUEST;
        String detail = tooLong
                ? "the request line or headers are larger than maxHeaderBytes"
                : "the request is not valid HTTP";
        return new Refusal(failure, detail, method, uri);
    }

    /** A head that does not end. */
    static Refusal slowHead() {
        return new Refusal(Failure.REQUEST_TIMEOUT, "the request did not arrive in time", "-", "-");
    }
}
