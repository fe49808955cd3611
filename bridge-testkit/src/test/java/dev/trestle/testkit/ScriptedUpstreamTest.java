package dev.trestle.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class ScriptedUpstreamTest {
    private static final byte[] PING = {1, 2, 3};
    private static final byte[] PONG = {4, 5};

    @Test
    void script_answersAndEnds_whenTheExpectedBytesCame() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection ->
                        connection.expect(PING).sendByteByByte(PONG).fin());
                Socket client = connect(upstream)) {
            client.getOutputStream().write(PING);
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(PONG);
            assertThat(upstream.connection(0).received()).isEqualTo(PING);
            assertThat(upstream.connectionCount()).isEqualTo(1);
        }
    }

    @Test
    void client_isReset_whenTheScriptSaysRst() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::rst);
                Socket client = connect(upstream)) {
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void answer_comesOnlyOnceTheGateIsOpen() throws IOException {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                        connection -> connection.pass(gate).send(PONG).fin());
                Socket client = connect(upstream)) {
            upstream.connection(0);
            assertThat(client.getInputStream().available()).isZero();
            gate.open();
            assertThat(client.getInputStream().readAllBytes()).isEqualTo(PONG);
        }
    }

    @Test
    void close_throws_whenOtherBytesCameThanTheScriptExpected() throws IOException {
        ScriptedUpstream upstream = ScriptedUpstream.start(connection -> connection.expect(PING));
        try (Socket client = connect(upstream)) {
            client.getOutputStream().write(new byte[] {9, 9, 9});
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(upstream::close)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("3 bytes 090909 (expected: 3 bytes 010203)");
    }

    @Test
    void eachConnection_hasItsScript_andTheLastOneGoesOn() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(
                connection -> connection.send(PING).fin(),
                connection -> connection.send(PONG).fin())) {
            assertThat(readAll(upstream)).isEqualTo(PING);
            assertThat(readAll(upstream)).isEqualTo(PONG);
            assertThat(readAll(upstream)).isEqualTo(PONG);
        }
    }

    @Test
    void connection_isPeerClosed_whenNothingIsEverAnswered() throws IOException {
        try (ScriptedUpstream upstream = ScriptedUpstream.start(ScriptedConnection::neverAnswer)) {
            try (Socket client = connect(upstream)) {
                client.getOutputStream().write(PING);
            }
            ScriptedConnection connection = upstream.connection(0);
            Waiting.until("FIN", connection::isPeerClosed);
            assertThat(connection.received()).isEqualTo(PING);
        }
    }

    private static byte[] readAll(ScriptedUpstream upstream) throws IOException {
        try (Socket client = connect(upstream)) {
            return client.getInputStream().readAllBytes();
        }
    }

    private static Socket connect(ScriptedUpstream upstream) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), upstream.port());
    }
}
