package dev.trestle.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.testkit.TestCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be wrong with certificate and key is said before a port is bound, with its place. */
class ListenerTlsTest {
    @TempDir
    static Path directory;

    @BeforeAll
    static void certificates() throws IOException {
        TestCertificate.write(directory, "good");
        TestCertificate.write(directory, "other");
        Files.writeString(directory.resolve("text.pem"), "not PEM at all\n");
        Files.writeString(directory.resolve("cut.pem"), "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
    }

    @Test
    void check_findsNothing_whenKeyAndCertificateMatch() {
        assertThat(check("good.crt", "good.key")).isEmpty();
    }

    @Test
    void check_namesTheFile_whenItIsMissing() {
        assertThat(check("none.crt", "none.key"))
                .satisfiesExactly(
                        certificate -> assertThat(certificate)
                                .startsWith("test.yaml:3:25: listeners[0].tls.certificate: ")
                                .contains("none.crt"),
                        key -> assertThat(key)
                                .startsWith("test.yaml:3:40: listeners[0].tls.key: ")
                                .contains("none.key"));
    }

    @Test
    void check_saysWhatIsExpected_whenAFileIsNotPem() {
        assertThat(check("text.pem", "text.pem"))
                .containsExactly(
                        "test.yaml:3:25: listeners[0].tls.certificate: "
                                + "text.pem holds no certificate (expected: PEM, BEGIN CERTIFICATE)",
                        "test.yaml:3:40: listeners[0].tls.key: text.pem holds no private key "
                                + "(expected: unencrypted PEM, BEGIN PRIVATE KEY, RSA PRIVATE KEY or EC PRIVATE KEY)");
    }

    @Test
    void check_saysWhatIsExpected_whenTheKeyIsCutOff() {
        assertThat(check("good.crt", "cut.pem")).singleElement().asString().contains("cut.pem holds no private key");
    }

    @Test
    void check_saysWhatIsExpected_whenTheFilesAreSwapped() {
        assertThat(check("good.key", "good.crt")).hasSize(2);
    }

    @Test
    void check_refusesTheKey_whenItIsAnother() {
        assertThat(check("good.crt", "other.key"))
                .containsExactly("test.yaml:3:40: listeners[0].tls.key: "
                        + "other.key is not the key of good.crt (expected: its key)");
    }

    private static List<String> check(String certificate, String key) {
        String yaml = "listeners:\n  - http: 0\n    tls: { certificate: " + certificate + ", key: " + key + " }\n"
                + TestGateway.probe("127.0.0.1:1");
        return Gateway.check(TestGateway.load(yaml, directory), TestGateway.factories()).stream()
                .map(Problem::toString)
                .toList();
    }
}
