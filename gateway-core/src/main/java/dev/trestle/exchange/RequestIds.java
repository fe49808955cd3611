package dev.trestle.exchange;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Correlation ids: the client's own {@code x-request-id} if it is fit for a log line, else a fresh one. Thread safe. */
final class RequestIds {
    static final String HEADER = "x-request-id";

    private static final int MAX_LENGTH = 128;

    private final String prefix = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
    private final AtomicLong next = new AtomicLong();

    String choose(@Nullable String fromClient) {
        return fromClient != null && isPlain(fromClient)
                ? fromClient
                : prefix + "-" + Long.toHexString(next.incrementAndGet());
    }

    private static boolean isPlain(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c <= ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
