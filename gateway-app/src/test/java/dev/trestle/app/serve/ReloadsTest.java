package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.GatewayState.Rejection;
import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReloadsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:04:05Z");
    private static final Problem PROBLEM =
            new Problem(new Position("demo.yaml", 12, 5), "routes[0].cluster", "shp (did you mean: shop?)");

    private final Reloads reloads = new Reloads(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void last_isNull_beforeAnythingWasRefused() {
        reloads.accepted(2);
        assertThat(reloads.last()).isNull();
        assertThat(reloads.rejected()).isZero();
    }

    @Test
    void last_hasTimeAndProblems_whenAChangeWasRefused() {
        reloads.refused(List.of(PROBLEM), 1);
        assertThat(reloads.last()).isEqualTo(new Rejection(NOW, null, List.of(PROBLEM)));
        assertThat(reloads.rejected()).isEqualTo(1);
    }

    @Test
    void last_saysWhenItWasMended_andStays() {
        reloads.refused(List.of(PROBLEM), 1);
        reloads.accepted(2);
        assertThat(reloads.last()).isEqualTo(new Rejection(NOW, NOW, List.of(PROBLEM)));
        assertThat(reloads.rejected()).isEqualTo(1);
    }
}
