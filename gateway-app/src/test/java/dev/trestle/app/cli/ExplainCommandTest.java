package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code explain} on the demo's routes, which nothing serves here. */
class ExplainCommandTest {
    private static final String EXACT = "9007199254740993";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void dubboCall_isShownToTheLastByte() {
        assertThat(explain("GET", "/v1/users/" + EXACT)).isZero();
        assertThat(out.toString())
                .contains("user.get", "dev.trestle.demo.UserService.getUser(long)")
                .containsPattern("args\\[0]  long  path\\.id  " + EXACT)
                .containsPattern("0000  da bb +magic")
                .containsPattern("0004  00 00 00 00 00 00 00 01 +request id +1")
                .containsPattern("4c 00 20 00 00 00 00 00 +args\\[0] +" + EXACT)
                .contains("nothing was called");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void sourcesOfAnObject_areShownOneByOne() throws IOException {
        Path body = Files.writeString(
                directory.resolve("order.json"), "{\"items\":[{\"sku\":\"A\",\"quantity\":1,\"price\":\"1.10\"}]}");
        assertThat(explain("POST", "/v1/orders", "-H", "X-User-Id: 7", "--body", "@" + body))
                .isZero();
        assertThat(out.toString())
                .containsPattern("args\\[0]\\.buyerId +header\\.X-User-Id +7")
                .containsPattern("args\\[0]\\.channel +const +\"web\"")
                .containsPattern("args\\[0]\\.note +body\\.note +\\(absent\\)")
                .containsPattern("args\\[0]\\.items\\[0]\\.price +1\\.10");
    }

    @Test
    void default_isNamedAsOne() {
        assertThat(explain("GET", "/v1/orders?page=3")).isZero();
        assertThat(out.toString())
                .containsPattern("status +query\\.status \\(default\\) +\"NEW\"")
                .containsPattern("page +query\\.page +3");
    }

    @Test
    void thriftCall_isShownFieldByField() {
        assertThat(explain("POST", "/v1/calc/work", "-d", "{\"op\":\"ADD\",\"num1\":1,\"num2\":" + EXACT + "}"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("80 01 00 01 +version and type +1 call")
                .containsPattern("args\\.work\\.op +field 1, Operation: \"ADD\"")
                .containsPattern("args\\.work\\.num2 +field 3, i64: " + EXACT);
    }

    @Test
    void rawCall_isShownWithItsHeader() {
        assertThat(explain("GET", "/v1/accounts/DE1/balance")).isZero();
        assertThat(out.toString())
                .containsPattern("header\\.operation +u16 +const +210")
                .containsPattern("payload\\.iban +path\\.iban +DE1")
                .containsPattern("0000  00 00 00 1a +length +26")
                .containsPattern("00 d2 +header\\.operation u16 +210")
                .contains("{\"iban\":\"DE1\"}");
    }

    @Test
    void noRoute_says4_andWhichOneWasMeant() {
        assertThat(explain("GET", "/v1/user/7")).isEqualTo(4);
        assertThat(out.toString())
                .contains("no route", "the nearest routes", "path: user (expected: users)", "404 No route")
                .contains("\"code\": \"no_route\"");
    }

    @Test
    void wrongMethod_says4_andTheRightOne() {
        assertThat(explain("PUT", "/v1/orders")).isEqualTo(4);
        assertThat(out.toString()).contains("method: PUT (expected: POST)", "405 Method not allowed", "allow: GET, ");
    }

    @Test
    void wrongInput_says4_andIsShownAsTheProblemTheClientGets() {
        assertThat(explain("POST", "/v1/orders", "-d", "{}")).isEqualTo(4);
        assertThat(out.toString())
                .contains("400 Invalid argument", "\"field\": \"header.X-User-Id\"", "\"field\": \"body.items\"")
                .doesNotContain("not sent");
    }

    @Test
    void wrongJson_says4_andItsPlace() {
        assertThat(explain("POST", "/v1/orders", "-d", "{\"items\":")).isEqualTo(4);
        assertThat(out.toString()).contains("400 Malformed JSON");
    }

    @Test
    void json_hasEveryByte() {
        assertThat(explain("GET", "/v1/users/7", "--json")).isZero();
        JsonNode all = new JsonMapper().readTree(out.toString());
        assertThat(all.at("/route/id").asString()).isEqualTo("user.get");
        assertThat(all.at("/arguments/0/source").asString()).isEqualTo("path.id");
        assertThat(all.at("/request/hex").asString()).startsWith("dabbc200");
        int bytes = 0;
        for (JsonNode note : all.at("/request/notes")) {
            assertThat(note.get("offset").asInt()).isEqualTo(bytes);
            bytes += note.get("length").asInt();
        }
        assertThat(bytes).isEqualTo(all.at("/request/length").asInt());
    }

    @Test
    void controlCharacters_doNotReachTheTerminal() {
        assertThat(explain("POST", "/v1/orders", "-H", "X-User-Id: 7", "-d", "{\"items\":[],\"note\":\"\\u001b[31m\"}"))
                .isZero();
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET users", "G@T /", "GET /v1/a b", "GET / -H nocolon"})
    void nonsense_says2(String line) {
        assertThat(explain(line.split(" ", line.contains("-H") ? 4 : 2))).isEqualTo(2);
        assertThat(err.toString()).contains("expected: ");
    }

    private int explain(String... args) {
        List<String> line = new ArrayList<>(List.of("explain"));
        line.addAll(List.of(args));
        line.add("--routes=" + Repository.root().resolve("routes/demo.yaml"));
        return CommandLines.of(Map.of(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }
}
