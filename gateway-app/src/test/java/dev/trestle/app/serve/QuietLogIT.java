package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.trestle.app.log.AccessLogRule;
import dev.trestle.app.management.ManagementOptions;
import dev.trestle.testkit.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a client can do at will fills no log, and nothing it sends gets into one. */
@Timeout(60)
class QuietLogIT {
    private static final String CLEAR_TEXT =
            "GET / HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic aHVudGVyMg==\r\n\r\n";

    /** Preface, SETTINGS, then HEADERS that end the stream: POST /, content-length 5 (RFC 9113, RFC 7541); and a PING. */
    private static final byte[] BODY_IS_MISSING = HexFormat.of()
            .parseHex("505249202a20485454502f322e300d0a0d0a534d0d0a0d0a" + "000000040000000000"
                    + "000012010500000001" + "83868441096c6f63616c686f73740f0d0135"
                    + "000008060000000000" + "0102030405060708");

    private static final byte[] PING = HexFormat.of().parseHex("0102030405060708");
    private static final byte[] NOTHING = {'n', 'o', 't', 'h', 'i', 'n', 'g'};

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void log_saysNothing_whateverClientsSend() throws Exception {
        TestCertificate.write(directory, "tls");
        Path routes = Files.writeString(directory.resolve("routes.yaml"), """
                listeners: [{ http: 0, host: 127.0.0.1 }, { http: 0, host: 127.0.0.1, tls: { certificate: tls.crt, key: tls.key } }]
                clusters: { up: { endpoints: ["127.0.0.1:1"], wire: { dubbo: {} } } }
                routes: [{ match: { path: / }, cluster: up, dubbo: { service: a.B, method: c, args: [] } }]
                """);
        List<ILoggingEvent> said = said(routes, server -> {
            int clear = server.addresses().getFirst().getPort();
            int tls = server.addresses().getLast().getPort();
            assertThat(sent(clear, BODY_IS_MISSING, PING)).isNotEmpty();
            sent(tls, CLEAR_TEXT.getBytes(StandardCharsets.US_ASCII), NOTHING);
            sent(clear, CLEAR_TEXT.replace("Host", "Ho st").getBytes(StandardCharsets.US_ASCII), NOTHING);
        });
        assertThat(said)
                .filteredOn(event -> !event.getLoggerName().startsWith("dev.trestle"))
                .extracting(
                        event -> event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage())
                .isEmpty();
        assertThat(said).noneMatch(event -> event.toString().contains("aHVudGVyMg"));
    }

    @Test
    void log_saysOnceThatAnEndpointIsDown_howeverManyLoopsFindOut() throws Exception {
        Path routes = Files.writeString(directory.resolve("routes.yaml"), """
                listeners: [{ http: 0, host: 127.0.0.1 }]
                clusters: { up: { endpoints: ["127.0.0.1:1"], wire: { dubbo: {} } } }
                routes: [{ match: { path: / }, cluster: up, dubbo: { service: a.B, method: c, args: [] } }]
                """);
        List<ILoggingEvent> said = said(routes, server -> {
            for (int connection = 0; connection < 8; connection++) {
                byte[] request = CLEAR_TEXT
                        .replace("Authorization", "Connection: close\r\nX")
                        .getBytes(StandardCharsets.US_ASCII);
                int port = server.addresses().getFirst().getPort();
                assertThat(new String(sent(port, request, NOTHING), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 503 ");
            }
        });
        assertThat(said)
                .extracting(ILoggingEvent::getFormattedMessage)
                .filteredOn(message -> message.contains("connection refused"))
                .containsExactly("cluster up: 127.0.0.1:1: connection refused");
    }

    /** Something that clients do. */
    private interface Deed {
        void by(Server server) throws IOException;
    }

    /** What the log says of it, from the moment the server has started. */
    private static List<ILoggingEvent> said(Path routes, Deed deed) throws IOException {
        ListAppender<ILoggingEvent> said = new ListAppender<>();
        Logger root = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);
        try (Server server = Server.start(options(routes))) {
            said.start();
            root.addAppender(said);
            deed.by(server);
        } finally {
            root.detachAppender(said);
        }
        return said.list;
    }

    /** What came back, until the end of the stream or {@code last}, both of which are after anything that is logged. */
    private static byte[] sent(int port, byte[] bytes, byte[] last) throws IOException {
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes);
            boolean over = false;
            while (!over) {
                int b = socket.getInputStream().read();
                back.write(b);
                byte[] all = back.toByteArray();
                int from = Math.max(0, all.length - last.length);
                over = b < 0 || Arrays.equals(Arrays.copyOfRange(all, from, all.length), last);
            }
        }
        return back.toByteArray();
    }

    private static ServeOptions options(Path routes) {
        return new ServeOptions(
                routes,
                Map.of(),
                null,
                ManagementOptions.loopback(0),
                false,
                AccessLogRule.OFF,
                null,
                Duration.ofSeconds(2),
                null);
    }
}
