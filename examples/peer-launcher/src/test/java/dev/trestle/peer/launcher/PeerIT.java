package dev.trestle.peer.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerIT {
    private static final int BALANCE = 210;

    /** A strict binary call of {@code i32 add(1: i32 a, 2: i32 b)} with 20 and 22, and the start of its reply. */
    private static final String ADD = "80010001000000036164640000000708000100000014" + "0800020000001600";

    private static final String FORTY_TWO = "800100020000000361646400000007" + "0800000000002a00";

    @Test
    void ledger_answersOutOfOrder_whenTwoBalancesAreAsked() throws IOException {
        try (Peer peer = Peer.start("raw-server", "--delay-millis", "300");
                Socket socket = connect(peer.port())) {
            ask(socket, 7, "DE00");
            ask(socket, 8, "XX00");
            assertThat(answer(socket)).isEqualTo("8 210 44 {\"error\":\"unknown account\"}");
            assertThat(answer(socket))
                    .isEqualTo("7 210 0 {\"iban\":\"DE00\",\"currency\":\"EUR\",\"balance\":12345.67,"
                            + "\"version\":9007199254740993}");
        }
    }

    @Test
    void legacy_echoes_onceTheClientHasFinished() throws IOException {
        try (Peer peer = Peer.start("raw-server");
                Socket socket = connect(peer.secondPort())) {
            socket.getOutputStream().write("some text".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(socket.getInputStream().readAllBytes()).asString().isEqualTo("echo:some text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dubbo-provider", "dubbo27-provider", "thrift-server", "raw-server"})
    void peer_isGoneAndBackOnItsPort_whenKilledAndRestarted(String name) throws IOException {
        try (Peer peer = Peer.start(name)) {
            int port = peer.port();
            connect(port).close();
            peer.kill();
            assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class);
            peer.restart();
            assertThat(peer.port()).isEqualTo(port);
            connect(port).close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "thrift-server, framed, selector",
        "thrift-server, framed, nonblocking",
        "thrift-server, framed, threadpool",
        "thrift-server, buffered, threadpool",
        "thrift-server, buffered, simple",
        "thrift-server-python, framed,",
        "thrift-server-python, buffered,",
    })
    void calculator_adds_overEveryServer(String name, String transport, String server) throws IOException {
        String[] arguments = server == null
                ? new String[] {"--transport", transport}
                : new String[] {"--transport", transport, "--server", server};
        try (Peer peer = Peer.start(name, arguments);
                Socket socket = connect(peer.port())) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            boolean framed = transport.equals("framed");
            if (framed) {
                out.writeInt(ADD.length() / 2);
            }
            out.write(HexFormat.of().parseHex(ADD));
            if (framed) {
                assertThat(in.readInt()).isEqualTo(FORTY_TWO.length() / 2);
            }
            assertThat(in.readNBytes(FORTY_TWO.length() / 2)).asHexString().isEqualToIgnoringCase(FORTY_TWO);
        }
    }

    private static void ask(Socket socket, long correlation, String iban) throws IOException {
        byte[] payload = ("{\"iban\":\"" + iban + "\"}").getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(12 + payload.length);
        out.writeLong(correlation);
        out.writeShort(BALANCE);
        out.writeShort(0);
        out.write(payload);
    }

    private static String answer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        return in.readLong() + " " + in.readShort() + " " + in.readShort() + " "
                + new String(in.readNBytes(length - 12), StandardCharsets.UTF_8);
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        return socket;
    }
}
