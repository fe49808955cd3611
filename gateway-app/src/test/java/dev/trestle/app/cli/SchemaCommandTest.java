package dev.trestle.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaCommandTest {
    @Test
    void schema_printsWhatIsCheckedIn() {
        StringWriter out = new StringWriter();
        int exitCode = CommandLines.of(Map.of(), new PrintWriter(out), new PrintWriter(System.err, true))
                .execute("schema");
        assertThat(exitCode).isZero();
        assertThat(out).hasToString(Repository.read(Repository.root().resolve("routes/schema.json")));
    }
}
