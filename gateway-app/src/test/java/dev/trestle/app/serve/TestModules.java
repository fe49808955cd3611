package dev.trestle.app.serve;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

/** The checked-in modules of the host's tests. */
final class TestModules {
    private TestModules() {}

    /** Copies one to {@code directory}, under each of {@code names}. */
    static void copy(String module, Path directory, String... names) throws IOException {
        for (String name : names) {
            try (InputStream content = open(module)) {
                Files.copy(content, directory.resolve(name + ".wasm"), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static InputStream open(String module) throws IOException {
        Path modules = Repository.root().resolve("wasm-host/src/test/resources/wasm");
        Path packed = modules.resolve(module + ".wasm.gz");
        return Files.exists(packed)
                ? new GZIPInputStream(Files.newInputStream(packed))
                : Files.newInputStream(modules.resolve(module + ".wasm"));
    }
}
