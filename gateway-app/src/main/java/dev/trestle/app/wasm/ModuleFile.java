package dev.trestle.app.wasm;

import dev.trestle.app.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The module a command was pointed at. */
final class ModuleFile {
    private ModuleFile() {}

    static byte[] read(Path file) {
        if (Files.isDirectory(file)) {
            throw missing(file + ": a directory (expected: a WebAssembly module)");
        }
        if (!Files.exists(file)) {
            throw missing(file + ": not there (expected: a WebAssembly module)");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw missing(file + ": cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    private static CommandFailure missing(String message) {
        return new CommandFailure(CommandFailure.UNAVAILABLE, message, "");
    }
}
