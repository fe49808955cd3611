package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Problems;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One IDL file with everything it includes, linked. Immutable, thread safe.
 *
 * @param path the file
 * @param services its services by name; those of the files it includes by {@code file.Name}
 * @param structs its structs, unions and exceptions by name
 * @param enums its enums by name
 * @param typedefs the annotations of its typedefs, by name
 */
public record Schema(
        String path,
        Map<String, Service> services,
        Map<String, StructType> structs,
        Map<String, EnumType> enums,
        Map<String, List<Annotation>> typedefs) {
    /**
     * Reads {@code path} and what it includes, relative to the including file. Everything wrong is reported, as
     * {@code file:line:column: what was found (expected: what)}.
     *
     * @return the schema, or null when a problem was reported
     */
    public static @Nullable Schema load(String path, ConfigFiles files, Problems problems) {
        Diagnostics diagnostics = new Diagnostics(problems);
        Documents documents = new Loader(files, diagnostics).load(path);
        if (documents == null) {
            return null;
        }
        Schema schema = new Linker(documents, diagnostics).link();
        return diagnostics.any() ? null : schema;
    }

    /** The service called {@code name}, or null. */
    public @Nullable Service service(String name) {
        return services.get(name);
    }
}
