package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An installation ends with the next command, for what was installed. */
class NotesTest {
    @Test
    void notes_tellTheNextCommand() {
        assertThat(Chart.notes(Chart.set("smallest")))
                .contains("kubectl -n shop rollout status deployment/demo-trestle")
                .contains("helm -n shop test demo --logs")
                .contains("kubectl -n shop port-forward service/demo-trestle 8080:80");
    }

    @Test
    void notes_leadToTheDoorThatIsOpen() {
        assertThat(Chart.notes(Chart.set("everything")))
                .contains("curl https://api.example.com/...")
                .contains("port-forward deployment/demo-edge 19901")
                .contains("/pods/*/trestle_requests_per_second")
                .doesNotContain("port-forward service/");
        assertThat(Chart.notes(Chart.set("requests"))).contains("edit configmap my-routes");
    }
}
