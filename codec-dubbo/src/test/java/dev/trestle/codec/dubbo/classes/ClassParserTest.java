package dev.trestle.codec.dubbo.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClassParserTest {
    private static final String SOURCE = """
            package com.acme;
            public interface Shop<T extends Comparable<T>> extends Runnable {
                @Deprecated <X> java.util.Map<String, ? extends java.util.List<Long>> find(long id, T[] keys, java.util.Map.Entry<X, ?> entry) throws java.io.IOException;
                default void twice(long first, double second, String third) {
                    for (int i = 0; i < 2; i++) { System.out.println(third + first + second + i); }
                }
                enum Level { LOW, HIGH { @Override public String toString() { return "h"; } } }
                @interface Note { String value() default ""; Class<?> of() default Object.class; int[] numbers() default {}; Level level() default Level.LOW; }
            }
            @Shop.Note(value = "seven", of = String.class, numbers = {1, 2}, level = Shop.Level.HIGH)
            class Thing<V> implements java.io.Serializable { java.util.List<java.util.Set<V>> sets; transient int count; static String shared; int[][] grid; }
            """;

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void interface_isReadWithTypesNamesAndExceptions() throws Exception {
        ClassBody shop = parse("Shop", "-g");
        assertThat(shop.head().interfaces()).containsExactly("java.lang.Runnable");
        assertThat(shop.head().isInterface()).isTrue();
        ClassBody.Method find = method(shop, "find");
        assertThat(find.parameters())
                .containsExactly(
                        type("long", 0),
                        type("java.lang.Comparable", 1),
                        type("java.util.Map$Entry", 0, type("java.lang.Object", 0), type("java.lang.Object", 0)));
        assertThat(find.result())
                .isEqualTo(type(
                        "java.util.Map",
                        0,
                        type("java.lang.String", 0),
                        type("java.util.List", 0, type("java.lang.Long", 0))));
        assertThat(find.exceptions()).containsExactly("java.io.IOException");
        assertThat(find.names()).isEmpty();
        assertThat(method(shop, "twice").names()).containsExactly("first", "second", "third");
    }

    @Test
    void names_areThoseOfTheSource_whenTheCompilerKeepsThem() throws Exception {
        assertThat(method(parse("Shop", "-g:none", "-parameters"), "find").names())
                .containsExactly("id", "keys", "entry");
        assertThat(method(parse("Shop", "-g:none"), "twice").names()).isEmpty();
    }

    @Test
    void class_isReadWithAnnotationsAndFields() throws Exception {
        ClassBody thing = parse("Thing", "-g:none");
        assertThat(thing.fields().stream().filter(ClassBody.Field::travels).map(ClassBody.Field::name))
                .containsExactly("sets", "grid");
        assertThat(thing.fields().getFirst().type())
                .isEqualTo(type("java.util.List", 0, type("java.util.Set", 0, type("java.lang.Object", 0))));
        assertThat(parse("Shop$Level", "-g:none").head().isEnum()).isTrue();
        assertThat(parse("Shop$Note", "-g:none").head().isInterface()).isFalse();
    }

    @Test
    void annotation_keepsTextsAndClasses() throws Exception {
        String kept = SOURCE.replace(
                "@interface Note",
                "@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME) @interface Note");
        Compiled.into(directory, kept);
        assertThat(ClassParser.head(bytes("Thing")).annotations())
                .isEqualTo(Map.of("com.acme.Shop$Note", Map.of("value", "seven", "of", "java.lang.String")));
    }

    @Test
    void every_prefixIsRefused() throws Exception {
        Compiled.into(directory, SOURCE, "-g");
        byte[] whole = bytes("Shop");
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ClassParser.body(prefix)).isInstanceOf(BadClassException.class);
        }
    }

    /** Nothing but the one exception comes out, and it comes soon. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void mutations_areReadOrRefused() throws Exception {
        Compiled.into(directory, SOURCE, "-g", "-parameters");
        Random random = new Random(20_240_607);
        int refused = 0;
        for (String name : List.of("Shop", "Thing", "Shop$Level", "Shop$Note")) {
            byte[] whole = bytes(name);
            for (int round = 0; round < 20_000; round++) {
                byte[] mutant = whole.clone();
                for (int i = random.nextInt(6); i >= 0; i--) {
                    mutant[random.nextInt(mutant.length)] =
                            (byte) (random.nextBoolean() ? random.nextInt(256) : -random.nextInt(2));
                }
                try {
                    ClassParser.body(mutant);
                } catch (BadClassException expected) {
                    assertThat(expected.why()).isNotBlank().doesNotContain("\n");
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private ClassBody parse(String name, String... options) throws IOException, BadClassException {
        Compiled.into(directory, SOURCE, options);
        return ClassParser.body(bytes(name));
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(directory.resolve("com/acme/" + name + ".class"));
    }

    private static ClassBody.Method method(ClassBody body, String name) {
        return body.methods().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static DeclaredType type(String name, int dimensions, DeclaredType... arguments) {
        return new DeclaredType(name, List.of(arguments), dimensions);
    }
}
