package dev.trestle.bridge;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that settings name: an IDL, a certificate. Paths are relative to the file that names them and may not leave
 * the configuration's directory unless absolute. What is read becomes part of the configuration: a change of its
 * content is a change of the configuration.
 */
@FunctionalInterface
public interface ConfigFiles {
    /** The content of {@code path}; an error message fit for a config problem in the exception otherwise. */
    byte[] read(String path) throws IOException;

    /**
     * The names in the directory {@code path}, in order; null if it is none. A name that comes or goes is a change of the
     * configuration as well.
     */
    default @Nullable List<String> names(String path) throws IOException {
        return null;
    }
}
