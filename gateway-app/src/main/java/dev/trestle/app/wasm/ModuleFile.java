package dev.trestle.app.wasm;

import dev.trestle.app.CommandFailure;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.source.WholeFile;
import dev.trestle.wasm.source.ModuleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The module a command was pointed at, by whatever a configuration may name too. */
final class ModuleFile {
    private static final ConfigFiles DISK = new ConfigFiles() {
        @Override
        public byte[] read(String path) throws IOException {
            return WholeFile.read(Path.of(path));
        }

        @Override
        public @Nullable List<String> names(String path) throws IOException {
            if (!Files.isDirectory(Path.of(path))) {
                return null;
            }
            try (Stream<Path> entries = Files.list(Path.of(path))) {
                return entries.map(entry -> entry.getFileName().toString())
                        .sorted()
                        .toList();
            }
        }
    };

    private ModuleFile() {}

    static byte[] read(Path module) {
        try {
            return ModuleSource.read(module.toString(), DISK);
        } catch (NoSuchFileException missing) {
            throw missing(missing.getMessage() + ": not there (expected: a WebAssembly module)");
        } catch (IOException unreadable) {
            throw missing(module + ": " + unreadable.getMessage());
        }
    }

    private static CommandFailure missing(String message) {
        return new CommandFailure(
                CommandFailure.UNAVAILABLE, message, "name a .wasm file, or a directory or OCI image layout with one");
    }
}
