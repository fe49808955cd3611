package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.scaffold.Description;
import dev.trestle.bridge.scaffold.InterfaceException;
import dev.trestle.bridge.scaffold.Interfaces;
import dev.trestle.bridge.scaffold.Operation;
import dev.trestle.bridge.scaffold.ServiceNames;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ThriftInterfacesTest {
    private static final String SHOP = """
            include "common.thrift"
            typedef list<string> Names
            enum Color { RED = 1, BLUE }
            struct Point { 1: required i32 x, 2: common.Id id }
            exception Gone { 1: string why }
            const i32 LIMIT = 7
            service Shop extends common.Base {
              Point get(2: i64 id, 1: Color color) throws (1: Gone gone, 2: common.Lost lost),
              void put(1: Point point),
              Names rename(1: Names names, 2: map<i32, Point> by),
              binary raw(1: binary bytes),
              oneway void tell(1: string what = "x")
            }
            """;
    private static final String COMMON = """
            typedef i64 Id
            exception Lost { 1: Id id }
            service Base { string hello() }
            """;

    private final Map<String, byte[]> files = new HashMap<>(Map.of(
            "idl/shop.thrift", SHOP.getBytes(StandardCharsets.UTF_8),
            "idl/common.thrift", COMMON.getBytes(StandardCharsets.UTF_8)));

    @Test
    void methods_areThere_inheritedOnesToo() throws Exception {
        Interfaces found = read();
        assertThat(found.operations().stream().map(Operation::declared))
                .containsExactly(
                        "Point get(2: i64 id, 1: Color color) throws (Gone, common.Lost)",
                        "void put(1: Point point)",
                        "list<string> rename(1: list<string> names, 2: map<i32, Point> by)",
                        "binary raw(1: binary bytes)",
                        "oneway void tell(1: string what)",
                        "string hello()");
        assertThat(found.operations().getFirst().exceptions()).containsExactly("Gone", "common.Lost");
        assertThat(found.operations().get(4).style()).isEqualTo(Operation.Style.ONEWAY);
        assertThat(found.leftOut()).extracting(Interfaces.LeftOut::what).containsExactly("service common.Base");
    }

    @Test
    void forms_sayWhatATextCanBe() throws Exception {
        assertThat(read().operations().stream()
                        .flatMap(operation -> operation.arguments().stream())
                        .map(argument -> argument.name() + " " + argument.form()))
                .containsExactly(
                        "id SCALAR",
                        "color SCALAR",
                        "point JSON",
                        "names JSON",
                        "by JSON",
                        "bytes JSON",
                        "what SCALAR");
    }

    @Test
    void call_bindsWhatTheBodyDoesNotNameItself() throws Exception {
        List<Operation> operations = read().operations();
        assertThat(operations.get(0).call().settings(List.of("path.id", "body.color")))
                .isEqualTo(Map.of(
                        "idl", "idl/shop.thrift",
                        "service", "Shop",
                        "method", "get",
                        "bind", Map.of("id", "path.id")));
        assertThat(operations.get(2).call().settings(List.of("body.names", "body.by")))
                .doesNotContainKey("bind");
    }

    @Test
    void services_areThoseAskedFor() throws Exception {
        assertThat(read("common.Base").operations())
                .extracting(Operation::service)
                .containsExactly("common.Base");
        assertThat(read("*").operations()).hasSize(7);
        assertThatThrownBy(() -> read("Shopp"))
                .isInstanceOf(InterfaceException.class)
                .hasMessage("idl/shop.thrift has no service Shopp (did you mean: Shop?)");
    }

    @Test
    void brokenFile_isOneLine() {
        files.put("idl/common.thrift", "typedef i64".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::read)
                .isInstanceOf(InterfaceException.class)
                .hasMessageStartingWith("idl/shop.thrift is no IDL that routes can use: idl/common.thrift:1:")
                .hasMessageNotContaining("\n");
        files.remove("idl/common.thrift");
        assertThatThrownBy(this::read).hasMessageContaining("no such file: idl/common.thrift");
    }

    @Test
    void fileWithoutService_saysWhatToDo() {
        files.put("idl/shop.thrift", "include \"common.thrift\"".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(this::read)
                .isInstanceOfSatisfying(
                        InterfaceException.class,
                        refused -> assertThat(refused.next())
                                .isEqualTo("name one of those it includes: --service common.Base"));
    }

    /** Nothing but the one exception comes out, and it comes soon. */
    @Test
    @Timeout(60)
    void mutations_areReadOrRefused() {
        byte[] whole = SHOP.getBytes(StandardCharsets.UTF_8);
        Random random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] mutant = whole.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(mutant.length);
                mutant[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : whole[random.nextInt(whole.length)]);
            }
            files.put("idl/shop.thrift", mutant);
            try {
                read();
            } catch (InterfaceException expected) {
                assertThat(expected.getMessage()).isNotBlank();
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private Interfaces read(String... services) throws InterfaceException {
        return new ThriftInterfaces()
                .read(new Description(
                        Path.of("idl/shop.thrift"),
                        "idl/shop.thrift",
                        this::file,
                        new ServiceNames(List.of(services)),
                        Description.Progress.NONE));
    }

    private byte[] file(String path) throws IOException {
        byte[] content = files.get(path);
        if (content == null) {
            throw new IOException("no such file: " + path);
        }
        return content;
    }
}
