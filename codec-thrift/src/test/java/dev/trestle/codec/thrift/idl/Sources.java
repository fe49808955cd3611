package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** IDL files in memory, and what was found wrong with them. */
final class Sources {
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    final List<String> problems = new ArrayList<>();

    static Sources of(String text) {
        return new Sources().with("a.thrift", text);
    }

    Sources with(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Sources with(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    /** Loads {@code a.thrift}, which must be right. */
    Schema schema() {
        Schema schema = load("a.thrift");
        if (schema == null) {
            throw new AssertionError(String.join("\n", problems));
        }
        return schema;
    }

    Schema load(String path) {
        ConfigFiles config = name -> {
            byte[] content = files.get(name);
            if (content == null) {
                throw new IOException("no such file: " + name);
            }
            return content;
        };
        return Schema.load(path, config, new Collected(""));
    }

    /** The problems of {@code a.thrift}. */
    List<String> problems() {
        if (load("a.thrift") != null) {
            throw new AssertionError("no problem was found");
        }
        return problems;
    }

    private final class Collected implements Problems {
        private final String prefix;

        Collected(String prefix) {
            this.prefix = prefix;
        }

        @Override
        public void add(String path, String detail) {
            problems.add(prefix + path + detail);
        }

        @Override
        public Problems at(String path) {
            return new Collected(prefix + path);
        }

        @Override
        public boolean any() {
            return !problems.isEmpty();
        }
    }
}
