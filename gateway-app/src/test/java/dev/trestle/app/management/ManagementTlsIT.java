package dev.trestle.app.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.FixedState;
import dev.trestle.app.IdleControl;
import dev.trestle.testkit.TestCertificate;
import dev.trestle.testkit.Waiting;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The management port behind TLS, and certificates that open the admin API. */
@Timeout(60)
class ManagementTlsIT {
    @TempDir
    private static Path directory = Path.of(".");

    @BeforeAll
    static void certificates() {
        for (String name : new String[] {"server", "operator", "stranger"}) {
            TestCertificate.write(directory, name);
        }
    }

    @Test
    void adminApi_isForCertificatesOfTheAuthority_andProbesForAll() throws Exception {
        try (ManagementPlane plane = start("server.key", "operator.crt")) {
            assertThat(status(plane, "operator", "/admin/routes")).isEqualTo(200);
            assertThat(status(plane, null, "/admin/routes")).isEqualTo(403);
            assertThat(status(plane, null, "/actuator/health/liveness")).isEqualTo(200);
            assertThatThrownBy(() -> status(plane, "stranger", "/admin/routes")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void certificates_openNothing_whenThereIsNoAuthority() throws Exception {
        try (ManagementPlane plane = start("server.key", null)) {
            assertThat(status(plane, null, "/admin/routes")).isEqualTo(200);
        }
    }

    @Test
    void certificate_isTheNewOne_onceItsFilesAreReplaced() throws Exception {
        for (String name : new String[] {"server.crt", "server.key"}) {
            Files.copy(directory.resolve(name), directory.resolve("live-" + name));
        }
        ManagementTls tls =
                new ManagementTls(directory.resolve("live-server.crt"), directory.resolve("live-server.key"), null);
        try (ManagementPlane plane = start(tls)) {
            byte[] first = certificate(plane);
            Files.copy(directory.resolve("stranger.key"), tls.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(directory.resolve("stranger.crt"), tls.certificate(), StandardCopyOption.REPLACE_EXISTING);

            Waiting.until("it is served", () -> !Arrays.equals(certificate(plane), first));
        }
    }

    /** What the port shows of itself. */
    private static byte[] certificate(ManagementPlane plane) {
        try (SSLSocket socket = (SSLSocket) context(null).getSocketFactory().createSocket("127.0.0.1", plane.port())) {
            return socket.getSession().getPeerCertificates()[0].getEncoded();
        } catch (GeneralSecurityException | IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @Test
    void start_saysWhichFiles_whenTheKeyIsNotTheCertificates() {
        assertThatThrownBy(() -> start("operator.key", null))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("server.crt")
                .hasMessageContaining("operator.key");
        assertThatThrownBy(() -> start("none.key", null))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("none.key");
    }

    private static ManagementPlane start(String key, @Nullable String authority) {
        ManagementTls tls = new ManagementTls(
                directory.resolve("server.crt"),
                directory.resolve(key),
                authority == null ? null : directory.resolve(authority));
        return start(tls);
    }

    private static ManagementPlane start(ManagementTls tls) {
        ManagementOptions options =
                new ManagementOptions(ManagementOptions.loopback(0).address(), null, tls);
        return ManagementPlane.start(
                options,
                new FixedState(null),
                new IdleControl(),
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
    }

    private static int status(ManagementPlane plane, @Nullable String who, String path) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(context(who)).build()) {
            URI uri = URI.create("https://localhost:" + plane.port() + path);
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .statusCode();
        }
    }

    private static SSLContext context(@Nullable String who) throws GeneralSecurityException, IOException {
        KeyManager[] keys = null;
        if (who != null) {
            char[] password = "password".toCharArray();
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(directory.resolve(who + ".p12"))) {
                store.load(in, password);
            }
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, password);
            keys = factory.getKeyManagers();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, new TrustManager[] {new Trusting()}, null);
        return context;
    }

    /** The server's certificate is not what is looked at here. */
    private static final class Trusting extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
