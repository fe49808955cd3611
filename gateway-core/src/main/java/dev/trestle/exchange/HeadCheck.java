package dev.trestle.exchange;

import dev.trestle.bridge.http.Failure;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Iterator;
import java.util.Map.Entry;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;

/** What a well-formed head may still not say, in HTTP/1.1 and HTTP/2 alike. */
final class HeadCheck {
    /** What a field counts beside its name and value (RFC 9113 section 6.5.2). */
    private static final int FIELD_BYTES = 32;

    private HeadCheck() {}

    /** Why this head is refused, or null. */
    static Outcome.@Nullable Failed problem(HttpServerRequest request, int maxHeaderBytes) {
        HttpHeaders headers = request.requestHeaders();
        String uri = request.uri();
        if (request.version().majorVersion() == 2 && uri.length() + listBytes(headers) > maxHeaderBytes) {
            return Outcome.Failed.of(
                    Failure.HEADERS_TOO_LARGE, "the request's headers are larger than " + maxHeaderBytes + " bytes");
        }
        if (!isVisibleAscii(uri)) {
            return Outcome.Failed.of(
                    Failure.BAD_REQUEST,
                    "the request's path and query are not ASCII (expected: percent-encoded UTF-8)");
        }
        String expected = unknownExpectation(request.version(), headers);
        return expected == null
                ? null
                : Outcome.Failed.of(Failure.EXPECTATION_FAILED, "Expect: " + expected + " (expected: 100-continue)");
    }

    /** The decoder of HTTP/1.1 has counted; that of HTTP/2 lets more pass, so that it can be answered. */
    private static long listBytes(HttpHeaders headers) {
        long bytes = 0;
        Iterator<Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Entry<CharSequence, CharSequence> field = fields.next();
            bytes += FIELD_BYTES + field.getKey().length() + field.getValue().length();
        }
        return bytes;
    }

    /** RFC 3986 section 2: everything else is percent-encoded. What bytes beyond mean, each client would say otherwise. */
    private static boolean isVisibleAscii(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** RFC 9110 section 10.1.1. HTTP/1.0 has no expectations. */
    private static @Nullable String unknownExpectation(HttpVersion version, HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.EXPECT) || version.equals(HttpVersion.HTTP_1_0)) {
            return null;
        }
        for (String expected : headers.getAll(HttpHeaderNames.EXPECT)) {
            if (!expected.isEmpty() && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
                return expected;
            }
        }
        return null;
    }
}
