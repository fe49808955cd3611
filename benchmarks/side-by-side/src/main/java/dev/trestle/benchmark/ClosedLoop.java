package dev.trestle.benchmark;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One request over and over, on {@value Load#CONNECTIONS} connections by one thread. Every answer has to be a 200 of a known length. */
final class ClosedLoop {
    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final int PATIENCE_MILLIS = 5_000;

    private final Selector selector = Selector.open();
    private final List<SelectionKey> connections = new ArrayList<>();
    private final ByteBuffer request;

    /** Connects. */
    ClosedLoop(int port, String path) throws IOException {
        request = ByteBuffer.wrap(("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < Load.CONNECTIONS; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            connections.add(channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(MAX_ANSWER_BYTES)));
        }
    }

    /** Sends for {@code nanos}, then waits for what is under way; how many answers there were. */
    long run(long nanos) throws IOException {
        long end = System.nanoTime() + nanos;
        for (SelectionKey connection : connections) {
            send(connection);
        }
        int underWay = connections.size();
        long answers = 0;
        while (underWay > 0) {
            if (selector.select(PATIENCE_MILLIS) == 0) {
                throw new IOException("no answer within " + PATIENCE_MILLIS + " ms");
            }
            boolean goesOn = System.nanoTime() < end;
            for (SelectionKey ready : selector.selectedKeys()) {
                if (isAnswered(ready)) {
                    answers++;
                    if (goesOn) {
                        send(ready);
                    } else {
                        underWay--;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
        return answers;
    }

    private void send(SelectionKey connection) throws IOException {
        ((SocketChannel) connection.channel()).write(request.duplicate());
    }

    private static boolean isAnswered(SelectionKey connection) throws IOException {
        ByteBuffer answer = (ByteBuffer) connection.attachment();
        if (!answer.hasRemaining()) {
            throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
        }
        if (((SocketChannel) connection.channel()).read(answer) < 0) {
            throw new EOFException();
        }
        String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
        int head = text.indexOf("\r\n\r\n");
        if (head < 0 || answer.position() < head + 4 + length(text.substring(0, head + 2))) {
            return false;
        }
        if (!text.startsWith("HTTP/1.1 200")) {
            throw new IOException(text);
        }
        answer.clear();
        return true;
    }

    private static int length(String head) throws IOException {
        String lower = head.toLowerCase(Locale.ROOT);
        int at = lower.indexOf("\r\ncontent-length:");
        if (at < 0) {
            throw new IOException(head + " (expected: content-length)");
        }
        int value = lower.indexOf(':', at) + 1;
        return Integer.parseInt(
                lower.substring(value, lower.indexOf('\r', value)).strip());
    }
}
