package dev.trestle.benchmark;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/** The load where {@code wrk} is missing: a thread for each connection, and nothing more. */
final class LoadGenerator {
    private static final int MAX_SAMPLES = 1 << 20;

    private final byte[] request;
    private final int port;
    private final long endNanos;
    private final LongAdder requests = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final long[] samples = new long[MAX_SAMPLES];

    private LoadGenerator(int port, int seconds, byte[] request) {
        this.port = port;
        this.request = request;
        this.endNanos = System.nanoTime() + seconds * 1_000_000_000L;
    }

    /** {@code PORT SECONDS METHOD PATH BODY}. */
    public static void main(String... args) throws InterruptedException {
        int seconds = Integer.parseInt(args[1]);
        String head = args[2] + " " + args[3]
                + " HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: "
                + args[4].getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n";
        LoadGenerator load = new LoadGenerator(
                Integer.parseInt(args[0]), seconds, (head + args[4]).getBytes(StandardCharsets.UTF_8));
        Thread[] threads = new Thread[Load.CONNECTIONS];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofPlatform().start(load::loop);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long count = load.requests.sum();
        long[] sorted = Arrays.copyOf(load.samples, (int) Math.min(count, MAX_SAMPLES));
        Arrays.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "result %d %d %d %d %d%n",
                count,
                load.failed.sum(),
                seconds,
                sorted.length == 0 ? 0 : sorted[sorted.length / 2],
                sorted.length == 0 ? 0 : sorted[(int) (sorted.length * 0.99)]);
    }

    private void loop() {
        while (System.nanoTime() < endNanos) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setTcpNoDelay(true);
                InputStream in = new BufferedInputStream(socket.getInputStream());
                while (System.nanoTime() < endNanos) {
                    exchange(socket, in);
                }
            } catch (IOException broken) {
                failed.increment();
            }
        }
    }

    private void exchange(Socket socket, InputStream in) throws IOException {
        long start = System.nanoTime();
        socket.getOutputStream().write(request);
        String status = line(in);
        int length = 0;
        boolean chunked = false;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
        }
        if (chunked) {
            skipChunks(in);
        } else {
            in.skipNBytes(length);
        }
        requests.increment();
        samples[(int) (requests.sum() % MAX_SAMPLES)] = (System.nanoTime() - start) / 1000;
        if (!status.startsWith("HTTP/1.1 2")) {
            failed.increment();
        }
    }

    private static void skipChunks(InputStream in) throws IOException {
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            in.skipNBytes(size + 2L);
        }
        line(in);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException();
            }
            line.append((char) c);
        }
        return line.toString().strip();
    }
}
