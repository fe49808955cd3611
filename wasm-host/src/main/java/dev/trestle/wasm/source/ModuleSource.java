package dev.trestle.wasm.source;

import dev.trestle.bridge.ConfigFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a setting {@code module} names. A file is read as it is. A directory is an OCI image layout if it says so with a file
 * {@code oci-layout}; otherwise it holds one {@code *.wasm}, as a volume of Kubernetes does. {@code oci:DIR} or {@code oci:DIR:TAG}
 * is an image layout. Whatever is read, and the names in a directory, become part of the configuration: a change replaces the module.
 */
public final class ModuleSource {
    private static final String OCI = "oci:";
    private static final String SUFFIX = ".wasm";

    private ModuleSource() {}

    /**
     * The bytes of a module.
     *
     * @throws IOException with a message fit for a config problem
     */
    public static byte[] read(String module, ConfigFiles files) throws IOException {
        if (module.startsWith(OCI)) {
            Image image = image(module);
            return new OciLayout(image.directory(), files).module(image.tag());
        }
        List<String> names = files.names(module);
        if (names == null) {
            return files.read(module);
        }
        return names.contains(OciLayout.MARKER)
                ? new OciLayout(module, files).module("")
                : files.read(module + "/" + only(names));
    }

    /** Hidden names do not count: those of a volume's own links begin with two dots. */
    private static String only(List<String> names) throws IOException {
        List<String> modules = names.stream()
                .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("."))
                .toList();
        if (modules.size() != 1) {
            String found = modules.isEmpty() ? "no module" : String.join(", ", modules);
            throw new IOException(found + " in that directory (expected: one *.wasm, or an OCI image layout)");
        }
        return modules.getFirst();
    }

    /** What a module is called: the name of its file, directory or image, without the ending. */
    public static String name(String module) {
        String path = module.startsWith(OCI) ? image(module).directory() : module;
        String name = String.valueOf(Path.of(path).getFileName());
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private record Image(String directory, String tag) {}

    /** A colon in the last part of the path begins the tag. */
    private static Image image(String module) {
        String path = module.substring(OCI.length());
        int colon = path.lastIndexOf(':');
        return colon > path.lastIndexOf('/')
                ? new Image(path.substring(0, colon), path.substring(colon + 1))
                : new Image(path, "");
    }
}
