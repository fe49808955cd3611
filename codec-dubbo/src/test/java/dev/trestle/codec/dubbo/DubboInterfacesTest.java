package dev.trestle.codec.dubbo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.scaffold.Description;
import dev.trestle.bridge.scaffold.InterfaceException;
import dev.trestle.bridge.scaffold.Interfaces;
import dev.trestle.bridge.scaffold.Operation;
import dev.trestle.bridge.scaffold.ServiceNames;
import dev.trestle.codec.dubbo.classes.Compiled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DubboInterfacesTest {
    private static final String SERVICES = """
            package com.acme.api;
            public interface UserService extends Crud<User> {
                User getUser(long id) throws com.acme.api.NoSuchUser, java.io.IOException;
                java.util.List<User> find(String name, Role role);
                java.util.List<User> find(int... ages);
                default String greet(long id, double weight, String how) { return how; }
                boolean equals(Object other);
                static void nothing() {}
            }
            package com.acme.api;
            public interface Crud<T> { void save(T thing); User getUser(long id) throws Exception; }
            package com.acme.api;
            public interface Notes { String note(int n); }
            package com.acme.api;
            public class NoSuchUser extends Exception {}
            package com.acme.api;
            public enum Role { ADMIN, GUEST { } }
            package com.acme.api;
            public class User extends Base { String name; Role role; transient int cached; static int all; java.util.Map<Long, User[]> friends; Tags tags; Shape shape; }
            package com.acme.api;
            public class Base implements java.io.Serializable { protected long id; java.util.Date born; java.math.BigDecimal pay; }
            package com.acme.api;
            public class Tags extends java.util.ArrayList<String> {}
            package com.acme.api;
            public abstract class Shape { int x; }
            """;
    private static final String ANNOTATION = """
            package org.apache.dubbo.config.annotation;
            @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
            public @interface DubboService { String version() default ""; String group() default ""; Class<?> interfaceClass() default void.class; }
            """;
    private static final String EXPORTED = """
            package com.acme.impl;
            @org.apache.dubbo.config.annotation.DubboService(version = "1.2.0", group = "${group}")
            public class NotesBean implements com.acme.api.Notes { public String note(int number) { return ""; } }
            """;

    @TempDir
    private Path directory = Path.of(".");

    private Path classes = Path.of(".");

    @BeforeEach
    void compile() throws IOException {
        classes = Files.createDirectory(directory.resolve("classes"));
    }

    @Test
    void services_areThoseNamedLikeServices_withInheritedMethods() throws Exception {
        Compiled.into(classes, SERVICES, "-g");
        Interfaces found = read();
        assertThat(found.operations().stream().map(Operation::declared))
                .containsExactly(
                        "User getUser(long arg0)",
                        "List find(String arg0, Role arg1)",
                        "List find(int[] arg0)",
                        "String greet(long id, double weight, String how)",
                        "void save(Object arg0)");
        assertThat(found.operations().getFirst().exceptions()).containsExactly("com.acme.api.NoSuchUser");
        assertThat(found.leftOut().stream().map(Interfaces.LeftOut::what))
                .contains("interface com.acme.api.Crud", "interface com.acme.api.Notes");
    }

    @Test
    void types_areThoseOfTheClasses_withWhatTheyInherit() throws Exception {
        Compiled.into(classes, SERVICES + """
                package com.acme.api;
                public interface SaveApi { void store(User user); }
                """);
        Interfaces found = read("com.acme.api.SaveApi");
        assertThat(found.wire())
                .isEqualTo(Map.of(
                        "types",
                        Map.of(
                                "com.acme.api.User",
                                Map.of(
                                        "name", "String",
                                        "role", "com.acme.api.Role",
                                        "friends", "map<Long, com.acme.api.User[]>",
                                        "tags", "com.acme.api.Tags",
                                        "shape", "com.acme.api.Shape",
                                        "id", "long",
                                        "born", "Date",
                                        "pay", "BigDecimal"),
                                "com.acme.api.Role",
                                Map.of("enum", List.of("ADMIN", "GUEST")))));
        assertThat(found.leftOut().stream().map(Interfaces.LeftOut::what))
                .contains("class com.acme.api.Tags", "class com.acme.api.Shape");
    }

    @Test
    void services_areThoseExported_withVersionsAndTheNamesOfTheImplementation() throws Exception {
        Compiled.into(classes, SERVICES + ANNOTATION + EXPORTED, "-g");
        Interfaces found = read();
        assertThat(found.operations()).hasSize(1);
        Operation note = found.operations().getFirst();
        assertThat(note.arguments().getFirst().name()).isEqualTo("number");
        assertThat(note.call().settings(List.of("body.number")))
                .isEqualTo(Map.of(
                        "service", "com.acme.api.Notes",
                        "method", "note",
                        "version", "1.2.0",
                        "args", List.of(Map.of("type", "int", "from", "body.number"))));
    }

    @Test
    void exports_thatTheRoutesDoNotSay_areNamed() throws Exception {
        Compiled.into(classes, SERVICES + ANNOTATION + EXPORTED + """
                package com.acme.impl;
                @org.apache.dubbo.config.annotation.DubboService(version = "2.0")
                public class NotesBean2 implements com.acme.api.Notes { public String note(int number) { return ""; } }
                package com.acme.impl;
                @org.apache.dubbo.config.annotation.DubboService(version = "2.0")
                public class NotesBean1 implements com.acme.api.Notes { public String note(int number) { return ""; } }
                package com.acme.impl;
                @org.apache.dubbo.config.annotation.DubboService
                public class Notes9 implements com.acme.api.Notes { public String note(int number) { return ""; } }
                """);
        Interfaces found = read();
        Operation note = found.operations().getFirst();
        assertThat(note.call().settings(List.of("body.number"))).doesNotContainKeys("version", "group");
        assertThat(exportsLeftOut(found))
                .containsExactly(
                        "interface com.acme.api.Notes as exported by com.acme.impl.NotesBean (group ${group}, version 1.2.0)",
                        "interface com.acme.api.Notes as exported by com.acme.impl.NotesBean1 (version 2.0)",
                        "interface com.acme.api.Notes as exported by com.acme.impl.NotesBean2 (version 2.0)");
        assertThat(found.leftOut().stream().map(Interfaces.LeftOut::why))
                .contains("the routes call that of com.acme.impl.Notes9 (no version, no group): "
                        + "copy them with its version: and group: to call this one");
    }

    @Test
    void placeholdersOfAnExport_areNamed() throws Exception {
        Compiled.into(classes, SERVICES + ANNOTATION + EXPORTED);
        assertThat(read().leftOut())
                .contains(
                        new Interfaces.LeftOut(
                                "group ${group} of interface com.acme.api.Notes",
                                "com.acme.impl.NotesBean says no more: write the group that it runs with as group: in the routes"));
    }

    private static List<String> exportsLeftOut(Interfaces found) {
        return found.leftOut().stream()
                .map(Interfaces.LeftOut::what)
                .filter(what -> what.contains("exported by"))
                .toList();
    }

    /** No compiler writes such a name, and a route file would read a file for it. */
    @Test
    void constants_areLeftOut_whenTheirNamesAreNone() throws Exception {
        Compiled.into(classes, """
                package com.acme.api;
                public interface RoleService { void set(Role role); }
                package com.acme.api;
                public enum Role { ADMIN, GUEST_OF_SOMEBODY, ÄRZTE$1 }
                """);
        Path role = classes.resolve("com/acme/api/Role.class");
        String text = Files.readString(role, StandardCharsets.ISO_8859_1);
        Files.writeString(role, text.replace("GUEST_OF_SOMEBODY", "${file:/etc/hos}x"), StandardCharsets.ISO_8859_1);
        Interfaces found = read();
        assertThat(found.wire())
                .isEqualTo(Map.of("types", Map.of("com.acme.api.Role", Map.of("enum", List.of("ADMIN", "ÄRZTE$1")))));
        assertThat(found.leftOut())
                .contains(new Interfaces.LeftOut(
                        "class com.acme.api.Role.${file:/etc/hos}x", "no name of a constant: it cannot be sent"));
    }

    @Test
    void services_areThoseAskedFor_byAnyPartOfTheirName() throws Exception {
        Compiled.into(classes, SERVICES);
        assertThat(read("Notes").operations()).hasSize(1);
        assertThat(read("com.acme.*").operations())
                .extracting(Operation::service)
                .contains("com.acme.api.Crud");
        assertThatThrownBy(() -> read("NoteService"))
                .isInstanceOf(InterfaceException.class)
                .hasMessageContaining("has no public interface NoteService (");
    }

    @Test
    void interfaceOfALibrary_isTaken_whenAClassExportsIt() throws Exception {
        Compiled.into(classes, SERVICES + ANNOTATION + EXPORTED);
        Map<String, byte[]> all = Compiled.files(classes);
        Map<String, byte[]> api = new java.util.TreeMap<>(all);
        api.keySet().removeIf(name -> !name.startsWith("com/acme/api/"));
        Path jar = directory.resolve("boot.jar");
        Files.write(
                jar,
                Compiled.jar(Map.of(
                        "BOOT-INF/classes/com/acme/impl/NotesBean.class",
                        all.get("com/acme/impl/NotesBean.class"),
                        "BOOT-INF/lib/api.jar",
                        Compiled.jar(api))));
        classes = jar;
        assertThat(read().operations()).extracting(Operation::service).containsExactly("com.acme.api.Notes");
        assertThat(read("com.acme.api.UserService").operations()).hasSize(5);
    }

    @Test
    void nothingLoadsTheClasses() throws Exception {
        Compiled.into(classes, """
                package com.acme;
                public interface BadService { Object IT = fail(); static Object fail() { throw new Error("loaded"); } void call(); }
                """);
        assertThat(read().operations()).hasSize(1);
    }

    @Test
    void emptyDirectory_andMissingParents_areSaid() throws Exception {
        assertThatThrownBy(this::read)
                .isInstanceOf(InterfaceException.class)
                .hasMessageContaining("has no public interface (classes of its own: 0, unreadable: 0)");
        assertThatThrownBy(() -> read("*")).hasMessageContaining("has no public interface (");
        Compiled.into(classes, SERVICES);
        Files.delete(classes.resolve("com/acme/api/Crud.class"));
        Files.delete(classes.resolve("com/acme/api/Base.class"));
        assertThat(read().leftOut().stream().map(Interfaces.LeftOut::why))
                .contains("not in the file: its methods are missing in com.acme.api.UserService");
    }

    private Interfaces read(String... services) throws InterfaceException {
        return new DubboInterfaces()
                .read(new Description(
                        classes,
                        "unused",
                        path -> new byte[0],
                        new ServiceNames(List.of(services)),
                        Description.Progress.NONE));
    }
}
