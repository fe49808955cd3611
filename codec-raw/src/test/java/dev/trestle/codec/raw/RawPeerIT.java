package dev.trestle.codec.raw;

import static dev.trestle.codec.raw.Samples.ascii;
import static dev.trestle.codec.raw.Samples.codec;
import static dev.trestle.codec.raw.Samples.get;
import static dev.trestle.codec.raw.Samples.ledger;
import static dev.trestle.codec.raw.Samples.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.peer.launcher.Peer;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.JsonSettings;
import dev.trestle.testkit.Outcome;
import dev.trestle.testkit.WireRun;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The demo's ledger and legacy echo, in their own process, over a plain socket. */
class RawPeerIT {
    private static final WireProtocol LEDGER = JsonSettings.wire(Samples.FACTORY, Samples.LEDGER);
    private static final BridgeCodec BALANCE = codec(Samples.LEDGER, Samples.BALANCE, Samples.BALANCE_REPLY);

    private static Peer peer;

    @BeforeAll
    static void start() {
        peer = Peer.start("raw-server");
    }

    @AfterAll
    static void stop() {
        peer.close();
    }

    @Test
    void balance_isExact() throws IOException {
        try (Socket socket = connect(peer.port());
                CodecRun run = new CodecRun(BALANCE, LEDGER)) {
            ask(socket, run, "DE02120300000000202051");
            receiveAll(socket, List.of(run));
            assertThat(outcome(run).text())
                    .isEqualTo(
                            "{\"iban\":\"DE02120300000000202051\",\"currency\":\"EUR\",\"balance\":12345.67,\"version\":9007199254740993}");
        }
    }

    @Test
    void unknownAccount_isNotFound() throws IOException {
        try (Socket socket = connect(peer.port());
                CodecRun run = new CodecRun(BALANCE, LEDGER)) {
            ask(socket, run, "XX00");
            receiveAll(socket, List.of(run));
            assertThat(outcome(run).status()).isEqualTo(404);
            assertThat(outcome(run).text()).contains("unknown_account");
        }
    }

    @Test
    void everyAnswer_findsItsQuestion_whenTheyComeInAnotherOrder() throws IOException {
        List<CodecRun> runs = new ArrayList<>();
        List<Long> order = new ArrayList<>();
        try (Socket socket = connect(peer.port())) {
            for (long id = 1; id <= 20; id++) {
                long exchangeId = id;
                CodecRun run = new CodecRun(BALANCE, LEDGER, id, new UnpooledByteBufAllocator(false));
                runs.add(run);
                ask(socket, run, "DE" + exchangeId);
            }
            try (WireRun wire =
                    new WireRun(LEDGER.newWire(), Unpooled.buffer(), frame -> order.add(frame.exchangeId()))) {
                byte[] all = receiveAll(socket, runs);
                wire.receive(all, 0, all.length);
            }
            for (int i = 0; i < runs.size(); i++) {
                assertThat(outcome(runs.get(i)).text()).contains("\"iban\":\"DE" + (i + 1) + "\"");
            }
            assertThat(order).hasSize(20).isNotEqualTo(order.stream().sorted().toList());
        } finally {
            runs.forEach(CodecRun::close);
        }
    }

    @Test
    void heartbeat_isAnswered_asTheSettingsExpect() throws IOException {
        try (Socket socket = connect(peer.port());
                WireRun wire = new WireRun(LEDGER.newWire(), Unpooled.buffer(), frame -> {})) {
            socket.getOutputStream().write(ledger(0, 1, 0, ""));
            byte[] answer = socket.getInputStream().readNBytes(16);
            wire.receive(answer, 0, answer.length);
            assertThat(wire.controlCount()).isEqualTo(1);
        }
    }

    @Test
    void legacyEcho_isEverythingUntilTheServerCloses() throws IOException {
        WireProtocol protocol = JsonSettings.wire(Samples.FACTORY, "{'frame': {'close': {}}}");
        BridgeCodec echo = codec(
                "{'frame': {'close': {}}}",
                "{'payload': {'bytes': 'body'}, 'halfClose': true, 'reply': {'as': 'text'}}");
        byte[] body = ascii("0123456789".repeat(100_000));
        try (Socket socket = connect(peer.secondPort());
                CodecRun run = new CodecRun(echo, protocol)) {
            run.request(post(), body);
            assertThat(run.exchange().isHalfClosed()).isTrue();
            Thread writer = Thread.ofVirtual()
                    .start(() -> writeAndHalfClose(socket, run.exchange().sent()));
            run.receive(socket.getInputStream().readAllBytes()).upstreamEnd();
            assertThat(outcome(run).status()).isEqualTo(200);
            assertThat(outcome(run).text())
                    .isEqualTo("echo:" + new String(body, java.nio.charset.StandardCharsets.US_ASCII));
            assertThat(writer.isAlive()).isFalse();
        }
    }

    private static void writeAndHalfClose(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static void ask(Socket socket, CodecRun run, String iban) throws IOException {
        run.request(get("iban", iban), new byte[0]);
        socket.getOutputStream().write(run.exchange().sent());
    }

    /** Shows every run what comes until all have their answer. */
    private static byte[] receiveAll(Socket socket, List<CodecRun> runs) throws IOException {
        InputStream in = socket.getInputStream();
        byte[] all = {};
        byte[] piece = new byte[64];
        while (runs.stream().anyMatch(run -> run.outcome() == null)) {
            int count = in.read(piece);
            assertThat(count).isPositive();
            runs.forEach(run -> run.receive(piece, 0, count));
            int before = all.length;
            all = Arrays.copyOf(all, before + count);
            System.arraycopy(piece, 0, all, before, count);
        }
        return all;
    }

    private static Outcome outcome(CodecRun run) {
        return Objects.requireNonNull(run.outcome());
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        return socket;
    }
}
