package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module that misbehaves costs, over real sockets: one loop, so that all exchanges have the same instance. */
@Timeout(120)
class WasmFailuresIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path directory = Path.of(".");

    @BeforeEach
    void module() throws IOException {
        TestModules.copy("hostile", directory, "hostile");
    }

    /** A loop, recursion, a pointer outside, abort, a trap, a division by zero: while others are served. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "5", "6", "7"})
    void exchangeAlone_fails_whenItsModuleBreaksOff(String act) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (FilteredEcho gateway = new FilteredEcho(directory, 1, "", filter("failClosed"));
                ExecutorService others = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> load = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                load.add(others.submit(() -> askUntil(gateway, over)));
            }
            try {
                assertThat(gateway.ask(client, "").statusCode()).isEqualTo(200);
                HttpResponse<String> broken = gateway.ask(client, "", "x-act", act);
                assertThat(broken.statusCode()).isEqualTo(500);
                assertThat(broken.body()).contains("\"filter_failed\"");
                assertThat(gateway.ask(client, "again").body()).isEqualTo("again");
            } finally {
                over.set(true);
            }
            for (Future<Integer> each : load) {
                assertThat(each.get()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"failClosed, 502", "failOpen, 200"})
    void reply_fails_whenTheModuleBreaksOffInIt_unlessThatFailsOpen(String onFailure, int status) throws Exception {
        try (FilteredEcho gateway = new FilteredEcho(directory, 1, "", filter(onFailure))) {
            HttpResponse<String> broken = gateway.ask(client, "text", "x-reply-act", "6");
            assertThat(broken.statusCode()).isEqualTo(status);
            assertThat(broken.body()).contains(status == 502 ? "\"reply_filter_failed\"" : "text");
            assertThat(gateway.ask(client, "text").body()).isEqualTo("text");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "6"})
    void exchange_goesOnWithoutItsModule_whenThatFailsOpen(String act) throws Exception {
        try (FilteredEcho gateway = new FilteredEcho(directory, 1, "", filter("failOpen"))) {
            HttpResponse<String> reply = gateway.ask(client, "text", "x-act", act);
            assertThat(reply.statusCode()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo("text");
            assertThat(gateway.ask(client, "more").body()).isEqualTo("more");
        }
    }

    /** It gets no more pages than it may have, and knows. */
    @Test
    void memory_isLimited() throws Exception {
        try (FilteredEcho gateway = new FilteredEcho(directory, 1, "", filter("failClosed"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(gateway.ask(client, "text", "x-act", "4").body()).isEqualTo("text");
            }
        }
    }

    /** The filter behind it is another instance, and the one before it answers as ever. */
    @Test
    void otherFilters_areNotTouched() throws Exception {
        TestModules.copy("assemblyscript", directory, "sdk");
        String sdk = "{ wasm: { module: sdk.wasm, configuration: headers } }";
        try (FilteredEcho gateway = new FilteredEcho(directory, 1, sdk, filter("failClosed"))) {
            HttpResponse<String> broken = gateway.ask(client, "", "x-act", "6");
            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(broken.headers().firstValue("x-by")).hasValue("sdk");
            assertThat(gateway.ask(client, "text").headers().firstValue("x-by")).hasValue("sdk");
        }
    }

    private int askUntil(FilteredEcho gateway, AtomicBoolean over) throws IOException, InterruptedException {
        HttpClient own = HttpClient.newHttpClient();
        int asked = 0;
        do {
            HttpResponse<String> reply = gateway.ask(own, "");
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(200);
            asked++;
        } while (!over.get());
        return asked;
    }

    private static String filter(String onFailure) {
        return "{ wasm: { module: hostile.wasm, configuration: \"?\", onFailure: %s, limits: { maxMemoryPages: 64 } } }"
                .formatted(onFailure);
    }
}
