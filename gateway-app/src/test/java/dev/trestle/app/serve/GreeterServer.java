package dev.trestle.app.serve;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server of gRPC's own library on a loopback port. Its messages are text. */
final class GreeterServer implements AutoCloseable {
    private static final Metadata.Key<String> KEY = Metadata.Key.of("k", Metadata.ASCII_STRING_MARSHALLER);

    private final List<String> log = new CopyOnWriteArrayList<>();
    private @Nullable Server server;
    private int port;

    /** Starts, on the port that it had before if there was one. */
    void start() {
        try {
            Server started = NettyServerBuilder.forAddress(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                    .maxConcurrentCallsPerConnection(4)
                    .addService(service())
                    .build()
                    .start();
            server = started;
            port = started.getPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String endpoint() {
        return "127.0.0.1:" + port;
    }

    /** What was asked for, cancelled and of whom, so far. */
    List<String> log() {
        return log;
    }

    private ServerServiceDefinition service() {
        var service = ServerServiceDefinition.builder("pkg.Greeter");
        for (String name : List.of("Hello", "Many", "Talk", "Echo", "Fail", "Silent", "Big")) {
            MethodDescriptor<String, String> method = MethodDescriptor.<String, String>newBuilder()
                    .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                    .setFullMethodName("pkg.Greeter/" + name)
                    .setRequestMarshaller(new Text())
                    .setResponseMarshaller(new Text())
                    .build();
            service.addMethod(method, this::begin);
        }
        return service.build();
    }

    private ServerCall.Listener<String> begin(ServerCall<String, String> call, Metadata metadata) {
        String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        String value = String.valueOf(metadata.get(KEY));
        log.add(method + " k=" + value + " to " + call.getAuthority());
        call.request(1000);
        Metadata head = new Metadata();
        head.put(KEY, "head");
        if (!method.equals("Fail")) {
            call.sendHeaders(head);
        }
        return new Conversation(call, method, log);
    }

    /** At once, as if its process had died. */
    void kill() {
        if (server != null) {
            var unused = server.shutdownNow();
            try {
                server.awaitTermination();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        kill();
    }

    private static final class Conversation extends ServerCall.Listener<String> {
        private final ServerCall<String, String> call;
        private final String method;
        private final List<String> log;

        Conversation(ServerCall<String, String> call, String method, List<String> log) {
            this.call = call;
            this.method = method;
            this.log = log;
        }

        @Override
        public void onMessage(String message) {
            switch (method) {
                case "Many" -> List.of("1", "2", "3").forEach(n -> call.sendMessage(message + n));
                case "Echo" -> call.sendMessage(message);
                case "Big" -> call.sendMessage("x".repeat(Integer.parseInt(message)));
                case "Hello", "Talk" -> call.sendMessage(method + " " + message);
                default -> {
                    // Nothing is said.
                }
            }
        }

        @Override
        public void onHalfClose() {
            Metadata trailers = new Metadata();
            trailers.put(KEY, "tail");
            if (method.equals("Fail")) {
                call.close(Status.NOT_FOUND.withDescription("no such thing: ü, 100%"), trailers);
            } else if (!method.equals("Silent")) {
                call.close(Status.OK, trailers);
            }
        }

        @Override
        public void onCancel() {
            log.add(method + " cancelled");
        }
    }

    private static final class Text implements MethodDescriptor.Marshaller<String> {
        @Override
        public InputStream stream(String value) {
            return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
            try {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
