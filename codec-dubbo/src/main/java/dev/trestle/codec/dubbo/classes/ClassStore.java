package dev.trestle.codec.dubbo.classes;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A place with class files. */
interface ClassStore extends Closeable {
    /** The classes it has, by name. */
    Set<String> names();

    /** The file of one of them; at most {@code maxBytes} of it. */
    byte[] read(String name, int maxBytes) throws IOException;

    /** The class that a file of this name may hold: {@code com.acme.User} of {@code com/acme/User.class}; null for what is none. */
    static @Nullable String className(String path) {
        boolean named = path.endsWith(".class")
                && !path.startsWith("META-INF/")
                && !path.endsWith("module-info.class")
                && !path.endsWith("package-info.class");
        return named ? path.substring(0, path.length() - ".class".length()).replace('/', '.') : null;
    }
}
