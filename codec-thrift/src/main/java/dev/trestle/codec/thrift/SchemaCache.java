package dev.trestle.codec.thrift;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.codec.thrift.idl.Schema;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schemas of the IDLs used last, so that a thousand routes on one IDL parse it once. A schema counts only while every file it was
 * made of reads the same as then. Thread safe.
 */
final class SchemaCache {
    private static final int MAX_SCHEMAS = 16;

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Schema schema, Map<String, byte[]> sources) {}

    /** The schema, or null when a problem was reported. */
    synchronized @Nullable Schema load(String path, ConfigFiles files, Problems problems) {
        Entry known = entries.remove(path);
        if (known == null || !isCurrent(known, files)) {
            known = read(path, files, problems);
        }
        if (known == null) {
            return null;
        }
        entries.put(path, known);
        if (entries.size() > MAX_SCHEMAS) {
            entries.remove(entries.keySet().iterator().next());
        }
        return known.schema();
    }

    private static @Nullable Entry read(String path, ConfigFiles files, Problems problems) {
        Map<String, byte[]> sources = new LinkedHashMap<>();
        Schema schema = Schema.load(
                path,
                name -> {
                    byte[] content = files.read(name);
                    sources.put(name, content);
                    return content;
                },
                problems);
        return schema == null ? null : new Entry(schema, sources);
    }

    private static boolean isCurrent(Entry entry, ConfigFiles files) {
        try {
            for (Map.Entry<String, byte[]> source : entry.sources().entrySet()) {
                if (!Arrays.equals(files.read(source.getKey()), source.getValue())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
