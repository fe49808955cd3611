package dev.trestle.codec.dubbo.classes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Classes as the compiler makes them of sources, in a directory or packed. */
public final class Compiled {
    private static final Pattern PUBLIC =
            Pattern.compile("(?m)^public (?:final |abstract )*(?:interface|class|enum|record|@interface) (\\w+)");

    private Compiled() {}

    /** Compiles sources, each beginning with its package, into {@code directory}; {@code options} such as -parameters. */
    public static Path into(Path directory, String sources, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-nowarn", "-proc:none", "-d", directory.toString()));
        List<Path> files = new ArrayList<>();
        for (String source : sources.split("(?m)^(?=package )")) {
            Matcher name = PUBLIC.matcher(source);
            Path file = Files.createTempDirectory("source").resolve((name.find() ? name.group(1) : "Any") + ".java");
            Files.writeString(file, source);
            files.add(file);
            if (!source.isBlank()) {
                arguments.add(file.toString());
            }
        }
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int result = ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new));
        for (Path file : files) {
            Files.delete(file);
            Files.delete(file.getParent());
        }
        if (result != 0) {
            throw new IOException(said.toString(StandardCharsets.UTF_8));
        }
        return directory;
    }

    /** What is in a directory, by path below it. */
    public static Map<String, byte[]> files(Path directory) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(directory.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    /** A jar of these files, uncompressed as Spring Boot keeps its libraries. */
    public static byte[] jar(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                CRC32 crc = new CRC32();
                crc.update(file.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(file.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                ((OutputStream) zip).write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
