package dev.trestle.exchange.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.http.Headers;
import dev.trestle.filter.FieldMap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PassedHeadersTest {
    private final FieldMap fields = new FieldMap();

    PassedHeadersTest() {
        fields.add(":path", "/a");
        fields.add("x-one", "1");
        fields.add("connection", "close");
        fields.add("content-length", "9");
        fields.add("host", "of a filter");
        fields.add("x-one", "2");
    }

    @Test
    void fields_areThoseThatGoOn_withHostAndLengthAsTheyAreNow() {
        Headers headers = new PassedHeaders(fields, "example.org", "3");
        assertThat(shown(headers)).containsExactly("x-one=1", "x-one=2", "host=example.org", "content-length=3");
        assertThat(headers.get("X-One")).isEqualTo("1");
        assertThat(headers.all("X-One")).containsExactly("1", "2");
        assertThat(headers.get("Host")).isEqualTo("example.org");
        assertThat(headers.all("Content-Length")).containsExactly("3");
        assertThat(headers.get("content-length")).isEqualTo("3");
    }

    @Test
    void field_isNone_whenItDoesNotGoOn() {
        Headers headers = new PassedHeaders(fields, null, null);
        assertThat(shown(headers)).containsExactly("x-one=1", "x-one=2");
        for (String name : List.of(":path", "connection", "Connection", "content-length", "host", "x-two")) {
            assertThat(headers.get(name)).as(name).isNull();
            assertThat(headers.all(name)).as(name).isEmpty();
        }
    }

    private static List<String> shown(Headers headers) {
        List<String> shown = new ArrayList<>();
        headers.forEach((name, value) -> shown.add(name + "=" + value));
        return shown;
    }
}
