package dev.trestle.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the machine offers: cores to pin to, tools to measure with. */
final class Machine {
    /** The core of the program under test. */
    static final int CORE_UNDER_TEST = 0;

    /** The core of everything else: load, providers. */
    static final int OTHER_CORE = 1;

    private Machine() {}

    static boolean has(String command) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, command)));
    }

    /** The words before a command that keep it on {@code core}; none where there is only one, or no {@code taskset}. */
    static List<String> pinned(int core) {
        return isPinning() ? List.of("taskset", "-c", String.valueOf(core)) : List.of();
    }

    static boolean isPinning() {
        return has("taskset") && Runtime.getRuntime().availableProcessors() > 1;
    }

    /** A tool of the JDK that runs this. */
    static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    /** What a command prints; an exception with it if it fails. */
    static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.onExit().join().exitValue();
        if (status != 0) {
            throw new IOException(command + " ended with " + status + ": " + output);
        }
        return output;
    }
}
