package dev.trestle.app.init;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.scaffold.Interfaces.LeftOut;
import dev.trestle.bridge.scaffold.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlaceholdersTest {
    @Test
    void placeholder_isFound_whereverItStands() {
        assertThat(Placeholders.in(Map.of("types", Map.of("a.B", Map.of("enum", List.of("A", "x${env:HOME}"))))))
                .isTrue();
        assertThat(Placeholders.in(Map.of("${a", "b"))).isTrue();
        assertThat(Placeholders.in(List.of("$a", "{b}", "a$", 7, true, Map.of("a", "b$"))))
                .isFalse();
    }

    @Test
    void routes_areLeftOut_whenTheyHaveOne() {
        List<LeftOut> leftOut = new ArrayList<>();
        PlannedRoute plain = route("get", "1.0", "com.acme.Missing");
        List<PlannedRoute> kept = Placeholders.without(
                List.of(
                        plain,
                        route("find", "${file:/etc/passwd}", "com.acme.Missing"),
                        route("list", "1.0", "com.acme.${env:SECRET}")),
                leftOut);
        assertThat(kept).containsExactly(plain);
        assertThat(leftOut)
                .extracting(LeftOut::what)
                .containsExactly("method com.acme.UserService.find", "method com.acme.UserService.list");
    }

    private static PlannedRoute route(String method, String version, String exception) {
        Operation operation = new Operation(
                "com.acme.UserService",
                method,
                "void " + method + "()",
                List.of(),
                Operation.Style.TWO_WAY,
                List.of(exception),
                origins -> Map.of("method", method, "version", version));
        return new PlannedRoute(operation, "user." + method, "GET", "/user/" + method, List.of());
    }
}
