package dev.trestle.grpc;

import dev.trestle.filter.GrpcCallouts;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a call ended. What stands for what that is no gRPC is said by https://github.com/grpc/grpc: {@code doc/http-grpc-status-mapping.md},
 * and {@code doc/PROTOCOL-HTTP2.md}, "Errors".
 *
 * @param code 0 for well; others than the known 17 as they came
 * @param message possibly empty
 */
record GrpcStatus(int code, String message) {
    private static final int CANCELLED = 1;
    private static final int UNKNOWN = 2;
    private static final int PERMISSION_DENIED = 7;
    private static final int UNIMPLEMENTED = 12;
    private static final int UNAUTHENTICATED = 16;
    private static final int MAX_DIGITS = 9;

    /** The connection was not there, or is not any more. */
    static GrpcStatus unavailable(String why) {
        return new GrpcStatus(GrpcCallouts.UNAVAILABLE, why);
    }

    /** The peer does not keep to the protocol. */
    static GrpcStatus internal(String why) {
        return new GrpcStatus(GrpcCallouts.INTERNAL, why);
    }

    /** The time is up. */
    static GrpcStatus late(String why) {
        return new GrpcStatus(GrpcCallouts.DEADLINE_EXCEEDED, why);
    }

    /** More bytes than there may be. */
    static GrpcStatus exhausted(String why) {
        return new GrpcStatus(GrpcCallouts.RESOURCE_EXHAUSTED, why);
    }

    /** Of an answer that is no gRPC. */
    static GrpcStatus ofHttp(String status) {
        int code = switch (status) {
            case "400" -> GrpcCallouts.INTERNAL;
            case "401" -> UNAUTHENTICATED;
            case "403" -> PERMISSION_DENIED;
            case "404" -> UNIMPLEMENTED;
            case "429", "502", "503", "504" -> GrpcCallouts.UNAVAILABLE;
            default -> UNKNOWN;
        };
        return new GrpcStatus(code, "HTTP status " + status + " (expected: 200)");
    }

    /** Of a stream that the peer has reset. */
    static GrpcStatus ofReset(long error) {
        Http2Error known = Http2Error.valueOf(error);
        int code = known == null
                ? GrpcCallouts.INTERNAL
                : switch (known) {
                    case REFUSED_STREAM -> GrpcCallouts.UNAVAILABLE;
                    case CANCEL -> CANCELLED;
                    case ENHANCE_YOUR_CALM -> GrpcCallouts.RESOURCE_EXHAUSTED;
                    case INADEQUATE_SECURITY -> PERMISSION_DENIED;
                    default -> GrpcCallouts.INTERNAL;
                };
        return new GrpcStatus(code, "the stream was reset: " + (known == null ? Long.toString(error) : known.name()));
    }

    /** What trailers say. */
    static GrpcStatus of(Http2Headers trailers) {
        CharSequence code = trailers.get("grpc-status");
        CharSequence message = trailers.get("grpc-message");
        String text = message == null ? "" : decode(message.toString());
        if (code == null) {
            return new GrpcStatus(UNKNOWN, "no grpc-status");
        }
        return isNumber(code)
                ? new GrpcStatus(Integer.parseInt(code.toString()), text)
                : new GrpcStatus(UNKNOWN, "grpc-status: " + code + " (expected: a number); " + text);
    }

    private static boolean isNumber(CharSequence text) {
        return !text.isEmpty() && text.length() <= MAX_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** UTF-8, of which all but printable ASCII is written as %XX; what is not so stays as it came. */
    private static String decode(String written) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(written.length());
        for (int i = 0; i < written.length(); i++) {
            int decoded = written.charAt(i) == '%' ? hex(written, i + 1) : -1;
            bytes.write(decoded < 0 ? written.charAt(i) : decoded);
            i += decoded < 0 ? 0 : 2;
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int hex(String written, int at) {
        int high = at + 1 < written.length() ? Character.digit(written.charAt(at), 16) : -1;
        int low = high < 0 ? -1 : Character.digit(written.charAt(at + 1), 16);
        return low < 0 ? -1 : high << 4 | low;
    }

    /** Whether it ended well. */
    boolean isOk() {
        return code == GrpcCallouts.OK;
    }

    /** Of an answer whose body is no gRPC; null for one that is. */
    static @Nullable GrpcStatus ofContent(@Nullable CharSequence type) {
        boolean grpc = type != null && type.toString().startsWith("application/grpc");
        return grpc ? null : new GrpcStatus(UNKNOWN, "content-type: " + type + " (expected: application/grpc)");
    }
}
