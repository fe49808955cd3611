package dev.trestle.wasm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What modules write as the upstream of a gRPC call: the name of a cluster, or, for Envoy, the message
 * {@code envoy.config.core.v3.GrpcService} (https://github.com/envoyproxy/envoy, {@code api/envoy/config/core/v3/grpc_service.proto}),
 * in which {@code envoy_grpc}, number 1, has the {@code cluster_name}, number 1. What else it says is not looked at.
 */
final class GrpcService {
    private static final int FIRST = 1;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;
    private static final int MAX_VARINT_BYTES = 10;

    private GrpcService() {}

    /** The name of the cluster. */
    static String clusterName(byte[] written) {
        byte[] target = first(written);
        byte[] name = target == null ? null : first(target);
        return new String(name == null ? written : name, StandardCharsets.UTF_8);
    }

    /** The bytes of field 1, the last one if there are several; null for none, and for what is no message. */
    private static byte @Nullable [] first(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        byte[] found = null;
        while (in.hasRemaining()) {
            long tag = varint(in);
            byte[] value = value(in, (int) (tag & 7));
            if (tag < 1 << 3 || value == null) {
                return null;
            }
            found = tag == (FIRST << 3 | BYTES) ? value : found;
        }
        return found;
    }

    private static byte @Nullable [] value(ByteBuffer in, int kind) {
        long length = switch (kind) {
            case VARINT -> varint(in) < 0 ? -1 : 0;
            case FIXED64 -> Long.BYTES;
            case BYTES -> varint(in);
            case FIXED32 -> Integer.BYTES;
            default -> -1;
        };
        if (length < 0 || length > in.remaining()) {
            return null;
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return bytes;
    }

    /** A number of up to 63 bits; -1 for what is none. */
    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES && in.hasRemaining(); i++) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << 7 * i;
            if (next >= 0) {
                return value < 0 ? -1 : value;
            }
        }
        return -1;
    }
}
