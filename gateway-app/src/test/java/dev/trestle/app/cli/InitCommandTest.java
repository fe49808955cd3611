package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InitCommandTest {
    private static final String IDL =
            Repository.root().resolve("routes/idl/calculator.thrift").toString();
    private static final String JAR =
            Repository.root().resolve("examples/demo-api/target/demo-api.jar").toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void output_isAFileThatCheckAccepts_andIsNotReplaced() throws IOException {
        Path file = directory.resolve("routes.yaml");
        assertThat(run("init", "--from", IDL, "-o", file.toString())).isZero();
        assertThat(out.toString()).isEqualTo(file + ": 3 routes to 127.0.0.1:9090\nnext: trestle check " + file + "\n");
        assertThat(run("check", file.toString())).isZero();
        String before = Files.readString(file);
        assertThat(run("init", "--from", JAR, "-o", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .isEqualTo("trestle: " + file + ": there already\nname another file, or add --force to replace it\n");
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(run("init", "--from", JAR, "-o", file.toString(), "--force")).isZero();
        assertThat(run("check", file.toString())).isZero();
    }

    @Test
    void standardOutput_isTheRoutes_andNothingElse() {
        assertThat(run("init", "--from", JAR, "--service", "*.UserService", "--endpoint", "10.0.0.7:20881"))
                .isZero();
        assertThat(out.toString())
                .startsWith("# Made of demo-api.jar by trestle init")
                .contains("\n  demo-api:\n", "endpoints: [\"10.0.0.7:20881\"]")
                .contains("# User getUser(long id)\n  - id: user-service.get-user\n")
                .contains("path: \"/user-service/get-user/{id}\"")
                .contains("exception: dev.trestle.demo.UserNotFoundException, status: 404")
                .contains("interface dev.trestle.demo.OrderService: not taken for a service");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void json_saysWhatWasFound_andWhatWasNot() {
        assertThat(run("init", "--from", JAR, "--service", "UserService", "--json"))
                .isZero();
        JsonNode found = new JsonMapper().readTree(out.toString());
        assertThat(found.at("/codec").asString()).isEqualTo("dubbo");
        assertThat(found.at("/services/0").asString()).isEqualTo("dev.trestle.demo.UserService");
        assertThat(found.at("/routes/0/path").asString()).isEqualTo("/user-service/get-user/{id}");
        assertThat(found.at("/routes/0/arguments/0/type").asString()).isEqualTo("long");
        assertThat(found.at("/routes/0/arguments/0/from").asString()).isEqualTo("path.id");
        assertThat(found.at("/leftOut/0/why").asString()).contains("--service");
        assertThat(found.at("/output").isNull()).isTrue();
    }

    @Test
    void progress_isSaid_whereThereIsATerminal() {
        CommandLine line = CommandLines.of(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true));
        line.setColorScheme(Help.defaultColorScheme(Help.Ansi.ON));
        assertThat(line.execute("init", "--from", JAR)).isZero();
        assertThat(err.toString()).endsWith("\r\u001b[K");
    }

    @Test
    void whatCannotBeRead_isOneLine_andWhatToDo() throws IOException {
        assertRefused(3, ": not there (expected: ", "name it with --from", "init", "--from", "no/such.jar");
        Path text = Files.writeString(directory.resolve("notes.txt"), "hello");
        assertRefused(
                2,
                "notes.txt: nothing that interfaces are read from (expected: a Thrift IDL",
                "name one with",
                "init",
                "--from",
                text.toString());
        Path jar = Files.writeString(directory.resolve("text.jar"), "hello");
        assertRefused(1, "text.jar cannot be read: ", "name a jar", "init", "--from", jar.toString());
        Path idl = Files.writeString(directory.resolve("broken.thrift"), "service {");
        assertRefused(
                1, "broken.thrift is no IDL that routes can use: ", "mend it; ", "init", "--from", idl.toString());
        assertRefused(
                1,
                "has no public interface UserServise (did you mean: ",
                "--service",
                "init",
                "--from",
                JAR,
                "--service",
                "UserServise");
        assertRefused(1, ".wire.thrift.transprot: ", "--wire", "init", "--from", IDL, "--wire", "transprot=framed");
        assertRefused(1, ".endpoints[0]", "--endpoint", "init", "--from", IDL, "--endpoint", "here");
        assertRefused(
                3,
                "cannot be written (NoSuchFileException)",
                "--output FILE",
                "init",
                "--from",
                IDL,
                "-o",
                directory + "/no/such.yaml");
    }

    private void assertRefused(int code, String message, String next, String... args) {
        err.getBuffer().setLength(0);
        assertThat(run(args)).as("%s", err).isEqualTo(code);
        assertThat(err.toString().lines()).hasSize(2);
        assertThat(err.toString().lines().toList().getFirst())
                .startsWith("trestle: ")
                .contains(message);
        assertThat(err.toString().lines().toList().getLast()).contains(next);
    }

    private int run(String... args) {
        return CommandLines.of(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
