package dev.trestle.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FileWatchTest {
    private static final Duration INTERVAL = Duration.ofMillis(5);

    @TempDir
    private Path directory = Path.of(".");

    /** What each change was when it was loaded. */
    private final BlockingQueue<String> loads = new LinkedBlockingQueue<>();

    /** A directory that the configuration names, if any. */
    private String named = "";

    private final AtomicReference<Runnable> duringLoad = new AtomicReference<>(() -> {});
    private final AtomicReference<@Nullable FileWatch> watch = new AtomicReference<>();

    @AfterEach
    void close() {
        Objects.requireNonNull(watch.get()).close();
    }

    @Test
    void change_isTold_whenTheFileIsWrittenReplacedOrRemoved() throws Exception {
        Path file = write("a.yaml", "# 1");
        watch(file);
        write("a.yaml", "# 2");
        assertThat(next()).isEqualTo("a.yaml=# 2");
        Files.move(write("a.yaml.tmp", "# 3"), file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(next()).isEqualTo("a.yaml=# 3");
        Files.delete(file);
        assertThat(next()).isEqualTo("a.yaml=-");
    }

    @Test
    void change_isTold_whenTheFileWasADirectoryForAMoment() throws Exception {
        Path file = Files.createDirectory(directory.resolve("a.yaml"));
        watch(file);
        Files.delete(file);
        assertThat(next()).isEqualTo("a.yaml=-");
        write("a.yaml", "# 2");
        assertThat(next()).isEqualTo("a.yaml=# 2");
    }

    @Test
    void change_isTold_whenANameComesOrGoes_inADirectoryThatWasListed() throws Exception {
        Path plugins = Files.createDirectory(directory.resolve("plugins"));
        named = "plugins";
        watch(write("a.yaml", "# 1"));
        Path module = Files.writeString(plugins.resolve("a.wasm"), "module");
        assertThat(next()).isEqualTo("a.yaml=# 1 plugins=[a.wasm]");
        Files.move(module, plugins.resolve("b.wasm"));
        assertThat(next()).isEqualTo("a.yaml=# 1 plugins=[b.wasm]");
        Files.delete(plugins.resolve("b.wasm"));
        Files.delete(plugins);
        assertThat(next()).startsWith("a.yaml=# 1");
    }

    @Test
    void watching_goesOn_whenALoadEndsInAnError() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        watch(write("a.yaml", "# 1"));
        duringLoad.set(() -> {
            duringLoad.set(() -> {});
            failed.countDown();
            throw new StackOverflowError("asked to fail");
        });
        write("a.yaml", "# 2");
        failed.await();
        write("a.yaml", "# 3");

        assertThat(next()).isEqualTo("a.yaml=# 3");
    }

    @Test
    void change_isTold_whenADirectoryGainsAFile() throws Exception {
        write("a.yaml", "# 1");
        watch(directory);
        write("ignored.txt", "x");
        write("b.yml", "# 2");
        assertThat(next()).isEqualTo("a.yaml=# 1 b.yml=# 2");
        assertThat(loads).isEmpty();
    }

    /** As a ConfigMap is mounted: every file is a link through {@code ..data}, which is swapped. */
    @Test
    void swapOfALink_isOneChange() throws Exception {
        Path first = Files.createDirectory(directory.resolve("..1"));
        Path second = Files.createDirectory(directory.resolve("..2"));
        write("..1/a.yaml", "# 1");
        write("..1/b.yaml", "# 1");
        write("..2/a.yaml", "# 2");
        write("..2/b.yaml", "# 2");
        Path data = Files.createSymbolicLink(directory.resolve("..data"), first);
        Files.createSymbolicLink(directory.resolve("a.yaml"), Path.of("..data/a.yaml"));
        Files.createSymbolicLink(directory.resolve("b.yaml"), Path.of("..data/b.yaml"));
        watch(directory);
        Files.move(Files.createSymbolicLink(directory.resolve("..tmp"), second), data, StandardCopyOption.ATOMIC_MOVE);
        assertThat(next()).isEqualTo("a.yaml=# 2 b.yaml=# 2");
        write("..2/b.yaml", "# 3");
        assertThat(next()).isEqualTo("a.yaml=# 2 b.yaml=# 3");
    }

    @Test
    void change_isTold_whenAFileThatTheConfigurationNamesChanges() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("secret")).resolve("name");
        Files.writeString(outside, "one");
        Path file = write("a.yaml", "x: ${file:" + outside + "}");
        watch(file);
        Files.writeString(outside, "two");
        assertThat(next()).contains("name=two");
    }

    /** What is loaded is what counts: an edit in the moment of a load is loaded next, never lost. */
    @Test
    void edit_isToldNext_whenItComesDuringTheLoad() throws Exception {
        Path file = write("a.yaml", "# 1");
        watch(file);
        duringLoad.set(() -> {
            duringLoad.set(() -> {});
            try {
                write("a.yaml", "# 3");
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
        });
        write("a.yaml", "# 2");
        assertThat(next()).isEqualTo("a.yaml=# 2");
        assertThat(next()).isEqualTo("a.yaml=# 3");
    }

    private void watch(Path fileOrDirectory) {
        watch.set(new FileWatch(fileOrDirectory, load(fileOrDirectory), INTERVAL, () -> {
            Map<Path, Fingerprint> files = load(fileOrDirectory);
            String text = describe(files);
            duringLoad.get().run();
            Objects.requireNonNull(watch.get()).loaded(files);
            loads.add(text);
        }));
    }

    private Map<Path, Fingerprint> load(Path fileOrDirectory) {
        LoadedConfig loaded = new YamlSource(Map.of()).load(fileOrDirectory);
        if (!named.isEmpty()) {
            try {
                var unused = loaded.files().names(named);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        return loaded.filesRead();
    }

    private String describe(Map<Path, Fingerprint> files) {
        return files.keySet().stream()
                .sorted()
                .map(file -> file.getFileName() + "=" + content(file))
                .collect(Collectors.joining(" "));
    }

    private static String content(Path file) {
        try {
            return Files.isDirectory(file) ? Fingerprint.names(file).toString() : Files.readString(file);
        } catch (IOException gone) {
            return "-";
        }
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private String next() throws InterruptedException {
        String load = loads.poll(20, TimeUnit.SECONDS);
        assertThat(load).as("a change is told").isNotNull();
        return String.valueOf(load);
    }
}
