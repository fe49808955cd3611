package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Position;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a file and what it includes, each file once. */
final class Loader {
    private static final int MAX_FILES = 1_000;

    private final ConfigFiles files;
    private final Diagnostics diagnostics;
    private final Map<String, Tree.Document> read = new LinkedHashMap<>();
    private final Map<String, List<Tree.Document>> includes = new LinkedHashMap<>();
    private final Deque<String> open = new ArrayDeque<>();

    Loader(ConfigFiles files, Diagnostics diagnostics) {
        this.files = files;
        this.diagnostics = diagnostics;
    }

    @Nullable
    Documents load(String path) {
        Tree.Document root = read(path, null);
        return root == null ? null : new Documents(root, List.copyOf(read.values()), includes);
    }

    /** {@code from} is where the file was named; null for the root, which the setting itself names. */
    private Tree.@Nullable Document read(String path, @Nullable Position from) {
        String text;
        try {
            text = text(files.read(path));
        } catch (CharacterCodingException e) {
            diagnostics.add(from, path + " (expected: UTF-8)");
            return null;
        } catch (IOException e) {
            diagnostics.add(from, String.valueOf(e.getMessage()));
            return null;
        }
        Tree.Document document = Parser.parse(path, text, diagnostics);
        read.put(path, document);
        open.addLast(path);
        List<Tree.Document> included = new ArrayList<>();
        for (Tree.Include include : document.includes()) {
            Tree.Document target = include(document, include);
            if (target != null) {
                included.add(target);
            }
        }
        open.removeLast();
        includes.put(path, included);
        return document;
    }

    private Tree.@Nullable Document include(Tree.Document from, Tree.Include include) {
        String path = resolve(from.path(), include.path());
        if (open.contains(path)) {
            diagnostics.add(
                    include.position(),
                    "include cycle: " + String.join(" -> ", open) + " -> " + path + " (expected: no cycle)");
            return null;
        }
        Tree.Document known = read.get(path);
        if (known != null) {
            return known;
        }
        if (read.size() >= MAX_FILES) {
            diagnostics.add(include.position(), path + " (expected: at most " + MAX_FILES + " files)");
            return null;
        }
        return read(path, include.position());
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    /** {@code target} as seen from {@code file}, with {@code .} and {@code ..} taken out where the path allows it. */
    static String resolve(String file, String target) {
        if (target.startsWith("/")) {
            return target;
        }
        Deque<String> segments = new ArrayDeque<>();
        String whole = file.substring(0, file.lastIndexOf('/') + 1) + target;
        for (String segment : whole.split("/", -1)) {
            boolean parent = segment.equals("..") && !segments.isEmpty();
            if (parent && !"..".equals(segments.peekLast()) && !"".equals(segments.peekLast())) {
                segments.removeLast();
            } else if (!segment.equals(".")) {
                segments.addLast(segment);
            }
        }
        return String.join("/", segments);
    }
}
