package dev.trestle.grpc;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import java.util.Set;

/** The fields of a call, as HTTP/2 has them. */
final class GrpcFields {
    /** HTTP/2 has no such fields, or gRPC says them itself. */
    private static final Set<String> OWN = Set.of(
            "te",
            "content-type",
            "content-length",
            "host",
            "connection",
            "keep-alive",
            "proxy-connection",
            "transfer-encoding",
            "upgrade");

    private GrpcFields() {}

    /** What a call begins with. */
    static Http2Headers of(GrpcCallouts.Call call, String authority, Duration timeout) {
        // Names are lower-case and values have no line ends: FieldMap and the host of modules see to it.
        Http2Headers head = new DefaultHttp2Headers(false)
                .method("POST")
                .scheme("http")
                .path('/' + call.service() + '/' + call.method())
                .authority(authority)
                .add("te", "trailers")
                .add("content-type", "application/grpc");
        if (!timeout.isZero()) {
            head.add("grpc-timeout", Math.max(1, timeout.toMillis()) + "m");
        }
        call.metadata().forEachPlain((name, value) -> {
            if (!OWN.contains(name) && !name.startsWith("grpc-")) {
                head.add(name, value);
            }
        });
        return head;
    }

    /** What came, all of it. */
    static FieldMap map(Http2Headers fields) {
        FieldMap map = new FieldMap();
        fields.forEach(
                field -> map.add(field.getKey().toString(), field.getValue().toString()));
        return map;
    }
}
