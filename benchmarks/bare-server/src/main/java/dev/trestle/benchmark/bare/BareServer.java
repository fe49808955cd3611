package dev.trestle.benchmark.bare;

import dev.trestle.peer.PeerProcess;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** Answers {@code /N} with the same N bytes, always, after it has read the request's body. */
public final class BareServer {
    private final ConcurrentMap<String, ByteBuf> answers = new ConcurrentHashMap<>();

    private BareServer() {}

    /** Serves until it is killed: {@code --port N}. */
    public static void main(String... args) throws IOException {
        PeerProcess process = PeerProcess.of(Set.of("--port"), args);
        BareServer bare = new BareServer();
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(process.port("--port"))
                .handle(bare::answer)
                .bindNow();
        process.ready(server.port());
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        ByteBuf answer = answers.computeIfAbsent(request.uri(), BareServer::bytes);
        response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(answer.readableBytes()));
        Mono<ByteBuf> body = Mono.fromSupplier(answer::retainedDuplicate);
        boolean empty = "GET".equals(request.method().name());
        return empty ? response.send(body) : request.receive().then().thenEmpty(response.send(body));
    }

    private static ByteBuf bytes(String uri) {
        byte[] bytes = new byte[Integer.parseInt(uri.substring(1))];
        Arrays.fill(bytes, (byte) 'x');
        return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
    }
}
