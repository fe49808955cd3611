package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script beside scripts that stand in for a JDK and for Maven. */
class LauncherTest {
    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void installation() throws IOException {
        Files.copy(Repository.root().resolve("trestle"), directory.resolve("trestle"));
        Files.createDirectories(directory.resolve("gateway-app/target/lib"));
        Files.writeString(directory.resolve("gateway-app/target/gateway-app.jar"), "");
        for (String example : List.of("dubbo-provider", "thrift-server", "raw-server")) {
            Path target = Files.createDirectories(directory.resolve("examples/" + example + "/target"));
            Files.writeString(target.resolve(example + ".jar"), "");
        }
    }

    @Test
    void javaHome_isTheJdk_whenItWillDo_howeverOld() throws Exception {
        assertThat(version(jdk("one", "21.0.4"), jdk("two", "99"))).isEqualTo("one\n");
    }

    @Test
    void newestJdk_isTaken_whenJavaHomeIsTooOld() throws Exception {
        assertThat(version(jdk("one", "17.0.2"), jdk("two", "99"))).isEqualTo("two\n");
    }

    @Test
    void build_saysWhichModuleItIsAt() throws Exception {
        Path jdk = jdk("one", "21");
        Files.delete(directory.resolve("gateway-app/target/gateway-app.jar"));
        script("mvnw", """
                echo "[INFO] Scanning for projects..."
                echo "[INFO] Building codec-raw 0.1.0                              [3/11]"
                : > gateway-app/target/gateway-app.jar""");
        assertThat(version(jdk, jdk))
                .contains("building, ", "trestle:   3 of 11: codec-raw 0.1.0\n", "one\n")
                .doesNotContain("Scanning");
    }

    @Test
    void build_says3AndTheError_whenItFails() throws Exception {
        Path jdk = jdk("one", "21");
        Files.delete(directory.resolve("gateway-app/target/gateway-app.jar"));
        script("mvnw", "echo '[ERROR] no such thing'; exit 1");
        assertThat(version(jdk, jdk))
                .contains("[ERROR] no such thing", "the build failed")
                .doesNotContain("one\n");
    }

    private Path jdk(String name, String version) throws IOException {
        script(name + "/bin/java", "echo " + name);
        script(name + "/bin/javac", "exit 1");
        Files.writeString(directory.resolve(name + "/release"), "JAVA_VERSION=\"" + version + "\"\n");
        return directory.resolve(name);
    }

    private void script(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** What {@code trestle version} prints. */
    private String version(Path javaHome, Path onPath) throws IOException, InterruptedException {
        ProcessBuilder launcher = new ProcessBuilder("bash", "trestle", "version").directory(directory.toFile());
        launcher.environment()
                .putAll(Map.of("JAVA_HOME", javaHome.toString(), "PATH", onPath + "/bin:" + System.getenv("PATH")));
        Process process = launcher.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isIn(0, 3);
        return printed;
    }
}
