package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.trestle.app.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.dataformat.yaml.YAMLMapper;

class SchemaCommandTest {
    @Test
    void schemaOfScenarios_takesTheExamples_andRefusesAnotherKey() {
        StringWriter out = new StringWriter();
        CommandLines.of(Map.of(), new PrintWriter(out), new PrintWriter(System.err, true))
                .execute("schema", "--scenario");
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(out.toString());
        YAMLMapper yaml = new YAMLMapper();
        for (String file : List.of(
                "examples/wasm/lines.scenario.yaml",
                "examples/wasm/ledger.scenario.yaml",
                "examples/wasm/dubbo.scenario.yaml",
                "wasm-host/src/test/resources/wasm/scenario.yaml")) {
            assertThat(schema.validate(
                            yaml.readTree(Repository.read(Repository.root().resolve(file)))))
                    .as(file)
                    .isEmpty();
        }
        assertThat(Repository.scenarioBlocks())
                .isNotEmpty()
                .allSatisfy(block ->
                        assertThat(schema.validate(yaml.readTree(block.text()))).isEmpty());
        assertThat(schema.validate(yaml.readTree("scenarios: [{ name: a, steps: [{ tick: 1, tock: 2 }] }]")))
                .isNotEmpty();
    }

    @Test
    void schema_printsWhatIsCheckedIn() {
        StringWriter out = new StringWriter();
        int exitCode = CommandLines.of(Map.of(), new PrintWriter(out), new PrintWriter(System.err, true))
                .execute("schema");
        assertThat(exitCode).isZero();
        assertThat(out).hasToString(Repository.read(Repository.root().resolve("routes/schema.json")));
    }
}
