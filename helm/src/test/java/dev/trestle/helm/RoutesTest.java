package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.YamlSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ConfigMap holds is what the gateway takes, from a directory as the kubelet makes it. */
class RoutesTest {
    private static final String PASSWORD = "only here";

    @TempDir
    private Path volume;

    @TempDir
    private Path secrets;

    @ParameterizedTest
    @ValueSource(strings = {"smallest", "everything"})
    void routes_areGood(String set) throws Exception {
        certificate("edge-tls");
        assertThat(problems(Chart.template(Chart.set(set)))).isEmpty();
    }

    @Test
    void routes_areRefused_whenTheirSecretIsNotMounted() throws IOException {
        assertThat(problems(Chart.template(Chart.set("everything"))))
                .extracting(Problem::toString)
                .anyMatch(problem -> problem.contains("no such file"));
    }

    @Test
    void routes_areFound_whenSomethingIsWrongWithThem() throws IOException {
        Manifests rendered = Chart.template(
                Chart.set("smallest"),
                "routes.files={more.yaml: 'routes: [ { match: { path: /x }, cluster: nobody, dubbo: { service: a.B, method: c } } ]'}");
        assertThat(problems(rendered)).singleElement().asString().contains("nobody");
    }

    @Test
    void text_arrivesAsItWasWritten() {
        assertThat(Chart.template(Chart.set("everything"))
                        .named("ConfigMap", "-routes")
                        .texts("/data")
                        .get("routes.yaml"))
                .contains("# 9007199254740993 is no double", "X-Tenant: \"9007199254740993\"");
    }

    private List<Problem> problems(Manifests rendered) throws IOException {
        mount(rendered.named("ConfigMap", "-routes").texts("/data"));
        return Gateway.check(new YamlSource(environment(rendered)).load(volume), Factories.discovered());
    }

    /** The files stand in a directory of their own, behind one link that a change swaps. */
    private void mount(Map<String, String> files) throws IOException {
        Path revision = Files.createDirectory(volume.resolve("..2026_11_21"));
        Files.createSymbolicLink(volume.resolve("..data"), revision.getFileName());
        for (Map.Entry<String, String> file : files.entrySet()) {
            // The pod has its secrets at an absolute path, which is not ours to write to.
            String text = file.getValue().replace("/etc/trestle/secrets", secrets.toString());
            Files.writeString(revision.resolve(file.getKey()), text);
            Files.createSymbolicLink(volume.resolve(file.getKey()), Path.of("..data", file.getKey()));
        }
    }

    /** A Secret of type kubernetes.io/tls, as files. */
    private void certificate(String secret) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = secrets.resolve("store.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String command =
                keytool + " -genkeypair -alias edge -keyalg EC -dname CN=edge -storetype PKCS12 -keystore " + store;
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("-storepass", PASSWORD));
        int status = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(secrets.resolve("keytool.log").toFile())
                .start()
                .waitFor();
        assertThat(status).as(Files.readString(secrets.resolve("keytool.log"))).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Path directory = Files.createDirectory(secrets.resolve(secret));
        Files.writeString(
                directory.resolve("tls.crt"),
                pem("CERTIFICATE", keys.getCertificate("edge").getEncoded()));
        Files.writeString(
                directory.resolve("tls.key"),
                pem("PRIVATE KEY", keys.getKey("edge", PASSWORD.toCharArray()).getEncoded()));
    }

    private static String pem(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder().encodeToString(encoded);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static Map<String, String> environment(Manifests rendered) {
        Map<String, String> environment = new HashMap<>();
        rendered.only("Deployment")
                .at("/spec/template/spec/containers/0/env")
                .forEach(variable -> environment.put(
                        variable.path("name").asString(), variable.path("value").asString()));
        return environment;
    }
}
