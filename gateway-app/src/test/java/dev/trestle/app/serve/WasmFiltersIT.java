package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules of public SDKs as filters, over real sockets, in front of a codec that says what it saw. */
@Timeout(120)
@ParameterizedClass
@ValueSource(strings = {"assemblyscript", "go", "rust"})
class WasmFiltersIT {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String module;
    private @Nullable FilteredEcho gateway;

    @TempDir
    private Path directory = Path.of(".");

    WasmFiltersIT(String module) {
        this.module = module;
    }

    @BeforeEach
    void module() throws IOException {
        TestModules.copy(module, directory, "sdk");
        TestModules.copy("hostile", directory, "hostile");
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    @Test
    void headers_areAddedReplacedAndRemoved_onBothSides() throws Exception {
        start("", sdk("headers"));
        HttpResponse<String> reply = post("body", "cookie", "a=b", "accept", "*/*");

        assertThat(reply.body()).isEqualTo("body");
        assertThat(reply.headers().firstValue("x-by")).hasValue("sdk");
        assertThat(seen(reply))
                .contains("x-added=1;x-added=2;", "accept=text/plain;")
                .doesNotContain("cookie");
    }

    @Test
    void body_isReplaced() throws Exception {
        start("", sdk("body"));
        HttpResponse<String> reply = post("some text");

        assertThat(reply.body()).isEqualTo("<SOME TEXT>");
        assertThat(seen(reply)).contains("content-length=11;");
    }

    @Test
    void request_isAnsweredByTheModule_unlessItHasAToken() throws Exception {
        start(sdk("headers"), sdk("deny"));
        HttpResponse<String> denied = post("body");

        assertThat(denied.statusCode()).isEqualTo(401);
        assertThat(denied.body()).isEqualTo("who are you?");
        assertThat(denied.headers().firstValue("www-authenticate")).hasValue("Basic");
        assertThat(denied.headers().firstValue("x-by")).hasValue("sdk");
        assertThat(post("body", "authorization", "Basic x").statusCode()).isEqualTo(200);
    }

    @Test
    void filtersOfListenerAndRoute_runInOrder() throws Exception {
        start(sdk("headers"), sdk("body") + ", " + sdk("headers"));
        HttpResponse<String> reply = post("abc");

        assertThat(reply.body()).isEqualTo("<ABC>");
        assertThat(seen(reply)).contains("x-added=1;x-added=2;accept=text/plain;x-added=1;x-added=2;");
    }

    @Test
    void configuration_isRefused_asTheModuleSays() {
        assertThat(FilteredEcho.check(directory, "", sdk("refuse")))
                .singleElement()
                .asString()
                .contains("routes[0].filters[0].wasm.configuration");
    }

    @Test
    void filter_isReplacedUnderLoad_withoutAFailedRequest() throws Exception {
        start("", sdk("headers"));
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> load = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                load.add(clients.submit(() -> {
                    int asked = 0;
                    while (!over.get()) {
                        assertThat(post("abc").statusCode()).isEqualTo(200);
                        asked++;
                    }
                    return asked;
                }));
            }
            try {
                for (int i = 0; i < 4; i++) {
                    assertThat(running().apply("", sdk(i % 2 == 0 ? "body" : "headers")))
                            .isEmpty();
                    assertThat(post("abc").body()).isEqualTo(i % 2 == 0 ? "<ABC>" : "abc");
                }
            } finally {
                over.set(true);
            }
            for (Future<Integer> each : load) {
                assertThat(each.get()).isPositive();
            }
        }
    }

    private static String sdk(String words) {
        return "{ wasm: { module: sdk.wasm, configuration: \"" + words + "\", limits: { maxCallTime: 500ms } } }";
    }

    private void start(String listener, String route) {
        gateway = new FilteredEcho(directory, 2, listener, route);
    }

    private FilteredEcho running() {
        return Objects.requireNonNull(gateway);
    }

    private static String seen(HttpResponse<String> reply) {
        return reply.headers().firstValue("x-seen").orElse("");
    }

    private HttpResponse<String> post(String body, String... fields) throws IOException, InterruptedException {
        return running().ask(client, body, fields);
    }
}
