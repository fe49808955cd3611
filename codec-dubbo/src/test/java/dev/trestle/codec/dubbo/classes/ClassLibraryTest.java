package dev.trestle.codec.dubbo.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.scaffold.Description.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClassLibraryTest {
    @TempDir
    private Path directory = Path.of(".");

    private Map<String, byte[]> classes = Map.of();

    @BeforeEach
    void compile() throws IOException {
        Path compiled = Files.createDirectory(directory.resolve("classes"));
        classes = Compiled.files(Compiled.into(compiled, """
                package com.acme;
                public interface UserService { User get(long id); }
                class User { long id; }
                """));
    }

    @Test
    void directory_andJar_haveTheSameClasses() throws Exception {
        Path jar = Files.write(directory.resolve("a.jar"), Compiled.jar(classes));
        for (Path file : List.of(directory.resolve("classes"), jar)) {
            try (ClassLibrary library = ClassLibrary.open(file, Progress.NONE)) {
                assertThat(library.own()).containsOnlyKeys("com.acme.User", "com.acme.UserService");
                assertThat(library.find("com.acme.User")).isNotNull();
                assertThat(library.find("com.acme.Nobody")).isNull();
            }
        }
    }

    @Test
    void bootJar_hasItsLibrariesToo_andLeavesNoFile() throws Exception {
        Map<String, byte[]> api = new TreeMap<>(Map.of("com/acme/User.class", classes.get("com/acme/User.class")));
        Map<String, byte[]> boot = new TreeMap<>();
        boot.put("BOOT-INF/classes/com/acme/UserService.class", classes.get("com/acme/UserService.class"));
        boot.put("BOOT-INF/lib/api.jar", Compiled.jar(api));
        boot.put("BOOT-INF/lib/broken.jar", new byte[] {1, 2, 3});
        boot.put("org/springframework/Launcher.class", new byte[] {1});
        Path jar = Files.write(directory.resolve("boot.jar"), Compiled.jar(boot));
        long before = temporaryFiles();
        try (ClassLibrary library = ClassLibrary.open(jar, Progress.NONE)) {
            assertThat(library.own()).containsOnlyKeys("com.acme.UserService");
            assertThat(library.unreadable()).isEmpty();
            assertThat(library.find("com.acme.User")).isNotNull();
        }
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void progress_countsUpToAll() throws Exception {
        List<String> heard = new ArrayList<>();
        ClassLibrary.open(directory.resolve("classes"), (done, all) -> heard.add(done + "/" + all))
                .close();
        assertThat(heard).containsExactly("2/2");
    }

    @Test
    void whatIsNoClass_isNamed_andTheRestIsRead() throws Exception {
        Map<String, byte[]> odd = new HashMap<>(classes);
        odd.put("com/acme/Text.class", "no class at all".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        odd.put("../../evil.class", classes.get("com/acme/User.class"));
        Path jar = Files.write(directory.resolve("odd.jar"), Compiled.jar(odd));
        try (ClassLibrary library = ClassLibrary.open(jar, Progress.NONE)) {
            assertThat(library.own()).hasSize(2);
            assertThat(library.unreadable())
                    .containsEntry("com.acme.Text", "no class file")
                    .containsEntry("......evil", "it has another class");
        }
    }

    /** A class that would be gigabytes, and very many that are large. */
    @Test
    @Timeout(60)
    void bomb_isNotUnpacked() throws Exception {
        Path jar = directory.resolve("bomb.jar");
        byte[] zeros = new byte[8 << 20];
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.setLevel(Deflater.BEST_SPEED);
            for (int i = 0; i < 200; i++) {
                zip.putNextEntry(new ZipEntry("com/acme/Bomb" + i + ".class"));
                zip.write(zeros);
            }
        }
        try (ClassLibrary library = ClassLibrary.open(jar, Progress.NONE)) {
            assertThat(library.own()).isEmpty();
            assertThat(library.unreadable()).hasSize(200).containsValue("more than 4194304 bytes");
            assertThat(library.unreadable().values()).anyMatch(why -> why.contains("bytes of classes are before it"));
        }
    }

    @Test
    void fileThatIsNoJar_isRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("text.jar"), "text");
        assertThatThrownBy(() -> ClassLibrary.open(file, Progress.NONE)).isInstanceOf(BadClassException.class);
    }

    @Test
    @Timeout(60)
    void mutatedJar_isReadOrRefused() throws Exception {
        Path jar = directory.resolve("mutant.jar");
        byte[] whole = Compiled.jar(classes);
        Random random = new Random(7);
        for (int round = 0; round < 3_000; round++) {
            byte[] mutant = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            Files.write(jar, mutant);
            try (ClassLibrary library = ClassLibrary.open(jar, Progress.NONE)) {
                library.find("com.acme.User");
            } catch (BadClassException expected) {
                assertThat(expected.why()).isNotBlank();
            }
        }
    }

    private static long temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("trestle-init"))
                    .count();
        }
    }
}
