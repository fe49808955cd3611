package dev.trestle.codec.dubbo.classes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.scaffold.Description.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedLibrariesTest {
    @TempDir
    private Path directory = Path.of(".");

    @Test
    void files_areCountedOverAllLibraries() throws Exception {
        try (ZipStore outer = new ZipStore(outer(3, 4), 100);
                NestedLibraries libraries = new NestedLibraries(outer, 10)) {
            assertThat(libraries.with("L0.C3")).isNotNull();
            assertThat(libraries.with("L1.C3")).isNotNull();
            assertThat(libraries.with("L2.C0")).isNull();
        }
        try (ZipStore outer = new ZipStore(outer(3, 4), 100);
                NestedLibraries libraries = new NestedLibraries(outer, 12)) {
            assertThat(libraries.with("L2.C0")).isNotNull();
        }
    }

    @Test
    void libraries_areBounded() throws Exception {
        try (ZipStore outer = new ZipStore(outer(1_001, 1), 2_000);
                NestedLibraries libraries = new NestedLibraries(outer, 200_000)) {
            assertThat(libraries.with("L999.C0")).isNotNull();
            assertThat(libraries.with("L1000.C0")).isNull();
        }
    }

    @Test
    void copies_go_whenTheProcessEndsBeforeItsLibraryIsClosed() throws Exception {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unfinished.class.getName(),
                        outer(2, 1).toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Unfinished.COPIES_SEEN);
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(each -> each.getFileName().toString().startsWith("trestle-init")))
                    .isEmpty();
        }
    }

    /** Ends in the middle of its work. */
    static final class Unfinished {
        static final int COPIES_SEEN = 7;

        private Unfinished() {}

        /** Reads the jar that it is given. */
        public static void main(String[] arguments) throws Exception {
            ClassLibrary library = ClassLibrary.open(Path.of(arguments[0]), Progress.NONE);
            library.find("L0.C0");
            try (Stream<Path> copies = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
                boolean seen =
                        copies.anyMatch(each -> each.getFileName().toString().startsWith("trestle-init"));
                System.exit(seen ? COPIES_SEEN : 1);
            }
        }
    }

    /** A jar with libraries, in the order of their numbers, each with so many files. */
    private Path outer(int libraries, int files) throws IOException {
        Map<String, byte[]> outer = new TreeMap<>();
        for (int i = 0; i < libraries; i++) {
            Map<String, byte[]> library = new TreeMap<>();
            for (int j = 0; j < files; j++) {
                library.put("L" + i + "/C" + j + ".class", new byte[0]);
            }
            outer.put("BOOT-INF/lib/%05d.jar".formatted(i), Compiled.jar(library));
        }
        return Files.write(directory.resolve("outer.jar"), Compiled.jar(outer));
    }
}
