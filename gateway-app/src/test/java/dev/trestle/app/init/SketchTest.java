package dev.trestle.app.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.Repository;
import dev.trestle.bridge.scaffold.Description.Progress;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.runtime.Factories;
import dev.trestle.runtime.Gateway;
import dev.trestle.source.YamlSource;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever is read, what is written passes {@code check}. */
class SketchTest {
    private static final String ODD_IDL = """
            enum on { off = 1 }
            struct null_ { 1: on y, 2: list<null_> no, 3: optional string True }
            exception UserNotFound { 1: string message }
            service yes {
              null_ get(1: i64 on, 2: on null),
              null_ Get(1: i64 on),
              void find_all(),
              bool exists(1: list<i32> ids),
              void Null(1: null_ y, 2: i32 n) throws (1: UserNotFound e),
              oneway void getNothing(1: i32 id),
              void delete(1: uuid id, 2: optional double until)
            }
            """;

    @TempDir
    private Path directory = Path.of(".");

    static Stream<Path> descriptions() {
        Path root = Repository.root();
        return Stream.of(
                root.resolve("routes/idl/calculator.thrift"),
                root.resolve("examples/thrift-server/src/main/thrift/everything.thrift"),
                root.resolve("examples/demo-api/target/demo-api.jar"));
    }

    @ParameterizedTest
    @MethodSource("descriptions")
    void realDescription_becomesRoutesThatPass_andAlwaysTheSame(Path from) throws IOException {
        Sketch sketch = sketch(from);
        assertThat(problems(sketch)).isEmpty();
        assertThat(sketch(from).text()).isEqualTo(sketch.text());
    }

    @Test
    void oddInterface_becomesRoutesThatPass_eachWithAPathOfItsOwn() throws Exception {
        Sketch sketch = sketch(testClasses(), OddService.class.getName());
        assertThat(problems(sketch)).isEmpty();
        assertThat(calls(sketch)).hasSize(23);
        Set<String> bases = new HashSet<>();
        for (JsonNode route : sketch.found().get("routes")) {
            String path = route.get("path").asString();
            assertThat(path).matches("/[a-z0-9-]+/[a-z0-9-]+(/\\{[A-Za-z_0-9]+})?");
            assertThat(bases.add(path.replaceFirst("/\\{.*", ""))).as(path).isTrue();
        }
        assertThat(sketch.text())
                .contains("dev.trestle.app.init.OddService$Kind: { enum: [\"on\", \"NO\", \"y\", \"Null\", _1] }")
                .containsPattern("path: \"/odd-service/get-long-long-string-char-boolean/\\{\\w+}\"")
                .containsPattern("path: \"/odd-service/delete/\\{\\w+}\"")
                .contains("method: POST, path: /odd-service/remove")
                .containsPattern("# void get\\(String\\[] \\w+\\), one of 8 overloads");
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "null", "~", "123", "a: b", "# x", "routes-1.2.3", "é", "{a}"})
    void oddIdl_becomesRoutesThatPass_whateverTheFileIsCalled(String name) throws IOException {
        Path idl = Files.writeString(directory.resolve(name + ".thrift"), ODD_IDL);
        Sketch sketch = sketch(idl);
        assertThat(problems(sketch)).isEmpty();
        assertThat(calls(sketch)).hasSize(7);
        assertThat(sketch.text())
                .contains("path: \"/yes/get-i64-on/{on}\"", "path: /yes/find-all }", "path: \"/yes/delete/{id}\"")
                .contains("method: POST, path: /yes/exists }", "method: POST, path: /yes/get-nothing }")
                .contains("exception: UserNotFound, status: 404", "status: 202");
    }

    @Test
    void idlElsewhere_isNamedWhole() throws IOException {
        Path idl = Repository.root().resolve("routes/idl/calculator.thrift").toAbsolutePath();
        assertThat(sketch(idl).text()).contains("idl: " + idl);
    }

    /** What a class file calls a constant is not to be read as a file or variable of the gateway. */
    @Test
    void placeholder_isNotWritten_whenAConstantIsCalledSo() throws Exception {
        Path classes = testClasses().resolve("dev/trestle/app/init");
        Path copy = Files.createDirectories(directory.resolve("dev/trestle/app/init"));
        for (String name : List.of("OddService", "OddParent", "OddService$Loop", "OddService$Other")) {
            Files.copy(classes.resolve(name + ".class"), copy.resolve(name + ".class"));
        }
        String kind = Files.readString(classes.resolve("OddService$Kind.class"), StandardCharsets.ISO_8859_1);
        Files.writeString(
                copy.resolve("OddService$Kind.class"), kind.replace("Null", "${a}"), StandardCharsets.ISO_8859_1);
        Sketch sketch = sketch(directory, "OddService");
        assertThat(problems(sketch)).isEmpty();
        assertThat(sketch.text().lines().filter(line -> line.contains("${")))
                .singleElement()
                .asString()
                .startsWith("#   class dev.trestle.app.init.OddService$Kind.${a}: ");
        assertThat(sketch.text()).contains("{ enum: [\"on\", \"NO\", \"y\", _1] }");
    }

    @Test
    void placeholder_isNotWritten_whenTheDescriptionIsCalledSo() throws IOException {
        Path idl = Files.writeString(directory.resolve("${env:HOME:-x}.thrift"), ODD_IDL);
        assertThatThrownBy(() -> sketch(idl))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("which would be a placeholder in a route file");
    }

    @Test
    void wire_isTheUsual_butForWhatIsAskedFor() {
        Path idl = Repository.root().resolve("routes/idl/calculator.thrift");
        assertThat(of(idl, Map.of("protocol", "compact", "pipeline", "4", "strict", "false"))
                        .text())
                .contains("thrift: { transport: framed, protocol: compact, ")
                .contains("pipeline: 4", "strict: false");
        assertThatThrownBy(() -> of(idl, Map.of("protocol", "jason")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("wire.thrift.protocol: jason (");
    }

    /** Names that no compiler writes: the routes pass, or the reader says what is wrong. */
    @Test
    @Timeout(120)
    void mutatedClasses_becomeRoutesThatPass_orOneLine() throws Exception {
        Path classes = testClasses().resolve("dev/trestle/app/init");
        Path copy = Files.createDirectories(directory.resolve("dev/trestle/app/init"));
        Random random = new Random(99);
        byte[] odd = " :#{}[],&*!|>'\"%@`~$\\\n\0\u007f-?<;./".getBytes(StandardCharsets.ISO_8859_1);
        for (int round = 0; round < 400; round++) {
            for (String name : List.of("OddService", "OddService$Loop", "OddService$Kind", "OddService$Other")) {
                byte[] mutant = Files.readAllBytes(classes.resolve(name + ".class"));
                for (int i = random.nextInt(4); i > 0; i--) {
                    mutateText(mutant, random, odd);
                }
                Files.write(copy.resolve(name + ".class"), mutant);
            }
            try {
                sketch(directory, "*");
            } catch (CommandFailure refused) {
                assertThat(refused.getMessage()).doesNotContain("\n", "would not do");
                assertThat(refused.next()).isNotBlank();
            }
        }
    }

    /** Puts an odd character into a text of the class file: what follows a text's length is a letter. */
    private static void mutateText(byte[] classFile, Random random, byte[] odd) {
        int at = random.nextInt(classFile.length / 2);
        while (!Character.isLetter(classFile[at]) && at < classFile.length - 1) {
            at++;
        }
        classFile[at] = odd[random.nextInt(odd.length)];
    }

    private static List<String> calls(Sketch sketch) {
        return sketch.found()
                .get("routes")
                .valueStream()
                .map(route -> route.get("call").asString())
                .toList();
    }

    private Sketch sketch(Path from, String... services) {
        return Sketch.of(
                new Sketch.Wish(from, directory, List.of(services), List.of(), Map.of()), Map.of(), Progress.NONE);
    }

    private Sketch of(Path from, Map<String, String> wire) {
        return Sketch.of(new Sketch.Wish(from, directory, List.of(), List.of(), wire), Map.of(), Progress.NONE);
    }

    private List<Problem> problems(Sketch sketch) throws IOException {
        Path file = Files.writeString(directory.resolve("routes.yaml"), sketch.text());
        return Gateway.check(new YamlSource(Map.of()).load(file), Factories.discovered());
    }

    private static Path testClasses() throws URISyntaxException {
        return Path.of(SketchTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
