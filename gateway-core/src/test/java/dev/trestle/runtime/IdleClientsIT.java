package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.Gate;
import dev.trestle.testkit.ScriptedUpstream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdleClientsIT {
    private static final String IDLE = "listeners: [{ http: 0, idleTimeout: 200ms }]\n";

    @ParameterizedTest
    @ValueSource(strings = {"", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"})
    void connection_isClosed_whenItIsIdle(String preface) throws IOException {
        try (TestGateway gateway = TestGateway.start(IDLE + TestGateway.probe("127.0.0.1:1"));
                RawConnection client = new RawConnection(gateway.port())) {
            client.send(preface).rest();
        }
    }

    @Test
    void connection_stays_whileItsExchangeTakesLongerThanTheIdleTimeout() throws Exception {
        Gate gate = new Gate();
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
                    ProbeFrame end = ProbeFrame.readUntil(connection, 'e');
                    connection.pass(gate).send(end.answer('R', "at last")).neverAnswer();
                });
                TestGateway gateway = TestGateway.start(IDLE + TestGateway.probe(upstream.endpoint()));
                RawConnection slow = new RawConnection(gateway.port());
                RawConnection idle = new RawConnection(gateway.port())) {
            slow.send("GET /x HTTP/1.1\r\nHost: a\r\n\r\n");
            idle.rest();
            try (RawConnection later = new RawConnection(gateway.port())) {
                later.rest();
            }
            gate.open();

            assertThat(slow.response()).startsWith("HTTP/1.1 200").endsWith("at last");
            assertThat(slow.rest()).isEmpty();
        }
    }
}
