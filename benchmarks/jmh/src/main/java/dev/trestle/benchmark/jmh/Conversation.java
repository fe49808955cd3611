package dev.trestle.benchmark.jmh;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.peer.launcher.Peer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One request of about 1 KB of JSON, and what a real server answers it: asked once, kept as bytes. */
final class Conversation {
    private static final int MAX_REPLY_BYTES = 1 << 16;

    private final DemoCodec codec;
    private final RequestHead head = new RequestHead(
            "POST",
            "/",
            "",
            Headers.of("content-type", "application/json", "X-User-Id", "9007199254740993"),
            new PathVariables(new String[] {"iban"}, new String[] {"DE02120300000000202051"}));
    private final ByteBuf body;
    private final ByteBuf reply;

    private Conversation(DemoCodec codec, String json, Peer peer) throws IOException {
        this.codec = codec;
        this.body =
                Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(json.getBytes(StandardCharsets.UTF_8)));
        this.reply = Unpooled.unreleasableBuffer(ask(peer));
        int status = decode(new LoneExchange());
        if (status / 100 != 2) {
            throw new IllegalStateException("the reply became " + status);
        }
    }

    /**
     * {@code dubbo}: {@code create} with 16 items, echoed in its reply. {@code thrift}: a struct of everything, echoed. {@code raw}: a
     * balance, by its account's number.
     */
    static Conversation of(String protocol) {
        try {
            return switch (protocol) {
                case "dubbo" ->
                    of(DemoCodec.of("routes/demo.yaml", "order.create"), order(), Peer.start("dubbo-provider"));
                case "thrift" ->
                    of(
                            DemoCodec.of("benchmarks/routes/everything.yaml", "everything.echo"),
                            everything(),
                            Peer.start("thrift-server", "--service", "everything"));
                case "raw" -> of(DemoCodec.of("routes/demo.yaml", "account.balance"), "", Peer.start("raw-server"));
                default -> throw new IllegalArgumentException(protocol + " (expected: dubbo, thrift or raw)");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Conversation of(DemoCodec codec, String json, Peer peer) throws IOException {
        try (peer) {
            return new Conversation(codec, json, peer);
        }
    }

    private static String order() {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"sku\":\"SKU-2026-11-")
                    .append(i)
                    .append("\",\"quantity\":")
                    .append(i + 1)
                    .append(",\"price\":\"19.")
                    .append(i + 10)
                    .append("\"}");
        }
        return "{\"items\":[" + items + "],\"note\":\"leave it at the door\"}";
    }

    private static String everything() {
        String value =
                "{\"flag\":true,\"octet\":7,\"small\":300,\"number\":70000,\"big\":9007199254740993,\"ratio\":0.1,"
                        + "\"text\":\"some text of a usual length\",\"color\":\"GREEN\",\"owner\":42,\"origin\":{\"x\":1,\"y\":2},"
                        + "\"corner\":{\"x\":3,\"y\":4},\"longs\":[1,22,333,4444,9007199254740993],\"names\":[\"ann\",\"bob\",\"cy\"],"
                        + "\"counts\":{\"one\":1,\"two\":2,\"three\":3},\"matrix\":[[1,2,3],[4,5,6],[7,8,9]],"
                        + "\"value\":{\"texts\":[\"a\",\"b\"]},\"flags\":[true,false,true],"
                        + "\"tree\":{\"name\":\"root\",\"children\":[{\"name\":\"left\"},{\"name\":\"right\",\"children\":[{\"name\":\"leaf\"}]}]},"
                        + "\"friends\":[10,20,30],\"values\":[{\"number\":1},{\"text\":\"two\"},{\"point\":{\"x\":5,\"y\":6}}],"
                        + "\"greeting\":\"good morning\",\"tags\":[\"red\",\"green\",\"blue\"],"
                        + "\"note\":\"a note that is long enough to bring the whole value near to one kilobyte of JSON text, which is"
                        + " what is measured here, and what a usual answer has\"}";
        return "{\"value\":" + value + "}";
    }

    private ByteBuf ask(Peer peer) throws IOException {
        LoneExchange exchange = new LoneExchange();
        encode(exchange);
        ByteBuf request = exchange.sent();
        Wire wire = codec.wire().newWire();
        ByteBuf received = Unpooled.directBuffer();
        byte[] piece = new byte[MAX_REPLY_BYTES];
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), peer.port())) {
            request.readBytes(socket.getOutputStream(), request.readableBytes());
            request.release();
            InputStream in = socket.getInputStream();
            while (!(wire.scan(received) instanceof FrameScan.Whole)) {
                int read = in.read(piece);
                if (read < 0) {
                    throw new IOException("closed after " + received.readableBytes() + " bytes");
                }
                received.writeBytes(piece, 0, read);
            }
        }
        return received;
    }

    /** JSON to frame. */
    void encode(LoneExchange exchange) {
        try (Bridge bridge = codec.codec().newBridge(exchange)) {
            send(bridge);
        }
    }

    private void send(Bridge bridge) {
        bridge.encodeHeaders(head);
        bridge.encodeData(body.duplicate());
        bridge.encodeEnd(Headers.empty());
    }

    /** Frame to JSON; the status. */
    int decode(LoneExchange exchange) {
        try (Bridge bridge = codec.codec().newBridge(exchange)) {
            bridge.onUpstreamData(new Frame(reply.duplicate(), exchange.exchangeId()));
        }
        exchange.replied().release();
        return exchange.status();
    }

    /** A reply, as received. */
    ByteBuf reply() {
        return reply;
    }

    Wire newWire() {
        return codec.wire().newWire();
    }
}
