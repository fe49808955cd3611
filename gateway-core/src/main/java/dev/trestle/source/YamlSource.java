package dev.trestle.source;

import java.nio.file.Path;
import java.util.Map;

/** Reads YAML into a {@link LoadedConfig}: a file, or a directory as the union of its {@code *.yaml} and {@code *.yml} files. */
public final class YamlSource {
    private final Map<String, String> environment;

    /** Reads with these values for {@code ${env:NAME}}. */
    public YamlSource(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /** Reads a file or directory. Never throws: what is wrong is in the result's problems. */
    public LoadedConfig load(Path fileOrDirectory) {
        throw new UnsupportedOperationException(environment.toString());
    }

    /** Reads text that is no file; {@code name} stands in positions. */
    public LoadedConfig parse(String name, String text, Path baseDirectory) {
        throw new UnsupportedOperationException();
    }
}
