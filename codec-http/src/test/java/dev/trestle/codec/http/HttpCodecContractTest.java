package dev.trestle.codec.http;

import static dev.trestle.codec.http.Samples.codec;
import static dev.trestle.codec.http.Samples.get;
import static dev.trestle.codec.http.Samples.head;
import static dev.trestle.codec.http.Samples.http;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.CodecContract;
import dev.trestle.testkit.CodecSample;
import java.util.List;
import org.junit.jupiter.api.Nested;

class HttpCodecContractTest {
    private static final String ASKED = """
            GET /v1/users/7?full=1 HTTP/1.1
            host: shop.example
            x-request-id: request-1

            """;

    private abstract static class Http extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return Samples.PROTOCOL;
        }
    }

    @Nested
    class Replies extends Http {
        private final BridgeCodec codec = codec(Samples.PLAIN, "{}");

        private Call asked(String name, String reply, int status, String text) {
            return new Call(
                    codec,
                    CodecSample.of(name, get("/v1/users/7?full=1"))
                            .sends(http(ASKED))
                            .answeredBy(http(reply))
                            .gives(status, text));
        }

        @Override
        protected List<Call> calls() {
            String large = "x".repeat(3000);
            return List.of(
                    asked("a length", "HTTP/1.1 200 OK\nContent-Length: 5\nA: b\n\nhello", 200, "hello"),
                    asked("no byte", "HTTP/1.1 404 Not Found\nContent-Length: 0\n\n", 404, ""),
                    asked("no reason", "HTTP/1.1 500\nContent-Length: 2\n\nno", 500, "no"),
                    asked("no content", "HTTP/1.1 204 No Content\nContent-Length: 7\n\n", 204, ""),
                    asked("not modified", "HTTP/1.1 304 Not Modified\nETag: \"a\"\n\n", 304, ""),
                    asked(
                            "chunks",
                            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n5\nhello\n1;a=b\n \n0B\nworld world\n0\n\n",
                            200,
                            "hello world world"),
                    asked(
                            "trailers",
                            "HTTP/1.1 200 OK\nTrailer: Sum\nTransfer-Encoding: chunked\n\n1\na\n0\nSum: 1\n\n",
                            200,
                            "a"),
                    asked(
                            "interim replies",
                            "HTTP/1.1 100 Continue\n\nHTTP/1.1 103 Early Hints\nLink: x\n\nHTTP/1.1 200 OK\ncontent-length:1\n\na",
                            200,
                            "a"),
                    asked("large", "HTTP/1.1 200 OK\nContent-Length: 3000\n\n" + large, 200, large),
                    new Call(
                            codec,
                            CodecSample.of("until close", get("/v1/users/7?full=1"))
                                    .sends(http(ASKED))
                                    .answeredAndClosedBy(http("HTTP/1.0 200 OK\n\nall of it"))
                                    .gives(200, "all of it")));
        }
    }

    @Nested
    class Requests extends Http {
        private static final String CREATED = "HTTP/1.1 201 Created\nContent-Length: 0\n\n";

        @Override
        protected List<Call> calls() {
            BridgeCodec streamed = codec(Samples.PLAIN, "{}");
            BridgeCodec whole = codec(Samples.PLAIN, "{'body': 'whole'}");
            CodecSample posted = CodecSample.of("a body", head("POST", "/v1/users"))
                    .body("0123456789")
                    .answeredBy(http(CREATED))
                    .gives(201, "");
            return List.of(
                    new Call(
                            streamed,
                            posted.sends(
                                    http(
                                            "POST /v1/users HTTP/1.1\nhost: shop.example\nx-request-id: request-1\ntransfer-encoding: chunked\n\n7\n0123456\n3\n789\n0\n\n"))),
                    new Call(
                            whole,
                            posted.sends(
                                    http(
                                            "POST /v1/users HTTP/1.1\nhost: shop.example\nx-request-id: request-1\ncontent-length: 10\n\n0123456789"))),
                    new Call(
                            streamed,
                            CodecSample.of("no body", head("POST", "/v1/users"))
                                    .sends(
                                            http(
                                                    "POST /v1/users HTTP/1.1\nhost: shop.example\nx-request-id: request-1\ncontent-length: 0\n\n"))
                                    .answeredBy(http(CREATED))
                                    .gives(201, "")),
                    new Call(
                            streamed,
                            CodecSample.of("only a head", head("HEAD", "/v1/users"))
                                    .sends(http(
                                            "HEAD /v1/users HTTP/1.1\nhost: shop.example\nx-request-id: request-1\n\n"))
                                    .answeredBy(http("HTTP/1.1 200 OK\nContent-Length: 99\n\n"))
                                    .gives(200, "")),
                    new Call(
                            streamed, CodecSample.of("dots", get("/a/%2e%2E/b")).gives(400)));
        }
    }
}
