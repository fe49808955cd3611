package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.testkit.TestCertificate;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** An operator finds in the log why clients do not get through TLS, and no more than that. */
@Timeout(60)
class TlsRefusalIT {
    @TempDir
    private Path directory = Path.of(".");

    private final Logger logger =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger("dev.trestle.exchange.HandshakeLog");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getLevel() + " " + event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
    }

    @Test
    void log_namesClientAndReason_whenTheClientDoesNotTrustTheCertificate() throws Exception {
        try (Server server = start();
                SSLSocket client = (SSLSocket)
                        SSLSocketFactory.getDefault().createSocket(InetAddress.getLoopbackAddress(), port(server))) {
            assertThat(handshake(client)).hasMessageContaining("certification path");
            Waiting.until("the line", () -> !lines.isEmpty());
            assertThat(lines)
                    .containsExactly("INFO no TLS with 127.0.0.1:" + client.getLocalPort()
                            + ": the client refused, saying certificate_unknown (does it trust ours?)");
        }
    }

    @Test
    void log_hasOneLine_whenManyClientsSendClearText() throws Exception {
        try (Server server = start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(answerToClearText(port(server))).doesNotContain("HTTP");
            }
        }
        assertThat(lines).singleElement().asString().endsWith(": what the client sent is not TLS");
    }

    /** As a load balancer does that looks whether the port is open. */
    @Test
    void log_hasNoLine_whenAClientSaysNothing() throws Exception {
        try (Server server = start()) {
            new Socket(InetAddress.getLoopbackAddress(), port(server)).close();
            answerToClearText(port(server));
        }
        assertThat(lines).singleElement().asString().endsWith(": what the client sent is not TLS");
    }

    private static SSLException handshake(SSLSocket client) throws IOException {
        try {
            client.startHandshake();
        } catch (SSLException refused) {
            return refused;
        }
        throw new AssertionError("the client trusts the certificate");
    }

    private static String answerToClearText(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static int port(Server server) {
        return server.addresses().getFirst().getPort();
    }

    private Server start() throws Exception {
        TestCertificate.write(directory, "tls");
        Path routes = Files.writeString(directory.resolve("routes.yaml"), """
                listeners: [{ http: 0, host: 127.0.0.1, tls: { certificate: tls.crt, key: tls.key } }]
                clusters: { up: { endpoints: ["127.0.0.1:1"], wire: { dubbo: {} } } }
                routes: [{ match: { path: / }, cluster: up, dubbo: { service: a.B, method: c, args: [] } }]
                """);
        return Server.start(new ServeOptions(
                routes,
                Map.of(),
                null,
                ManagementOptions.loopback(0),
                false,
                AccessLogRule.OFF,
                null,
                Duration.ofSeconds(2),
                null));
    }
}
