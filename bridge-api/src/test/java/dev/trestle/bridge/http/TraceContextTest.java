package dev.trestle.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples and rules of www.w3.org/TR/trace-context. */
class TraceContextTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void context_isThatOfTheHeaders() {
        TraceContext trace = TraceContext.of(Headers.of(
                "traceparent", PARENT, "tracestate", "congo=t61rcWkgMzE", "tracestate", "rojo=00f067aa0ba902b7"));

        assertThat(trace)
                .isEqualTo(new TraceContext(
                        "4bf92f3577b34da6a3ce929d0e0e4736",
                        "00f067aa0ba902b7",
                        1,
                        "congo=t61rcWkgMzE,rojo=00f067aa0ba902b7"));
        assertThat(trace.isSampled()).isTrue();
        assertThat(trace.parent()).isEqualTo(PARENT);
        assertThat(trace.child("1111111111111111").parent())
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-brings",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-ff"
            })
    void context_isThere_whateverALaterVersionSaysBesides(String parent) {
        TraceContext trace = TraceContext.of(Headers.of("TraceParent", parent));

        assertThat(trace).isNotNull();
        assertThat(trace.parent()).startsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
                "00 4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7 01",
                "é0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void context_isNone_whenItIsMalformed(String parent) {
        assertThat(TraceContext.of(Headers.of("traceparent", parent))).isNull();
    }

    @Test
    void context_isNone_whenThereAreTwo() {
        assertThat(TraceContext.of(Headers.of("traceparent", PARENT, "traceparent", PARENT)))
                .isNull();
        assertThat(TraceContext.of(Headers.empty())).isNull();
    }

    @Test
    void state_isDropped_whenItCannotBePassedOn() {
        String broken = "a=" + (char) 1;
        for (String state : new String[] {broken, "a=" + "x".repeat(600)}) {
            TraceContext trace = TraceContext.of(Headers.of("traceparent", PARENT, "tracestate", state));
            assertThat(trace).isNotNull();
            assertThat(trace.state()).isEmpty();
        }
    }
}
