package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules built with public SDKs, unmodified as their users write them: what the SDKs' own examples do. */
@ParameterizedClass
@ValueSource(strings = {"assemblyscript", "go", "rust"})
class SdkModulesTest {
    static final Limits LIMITS = new Limits(Duration.ofMillis(500), Duration.ofSeconds(10), 1024, 1 << 20);

    private final FakeHost host = new FakeHost();
    private final String module;

    SdkModulesTest(String module) {
        this.module = module;
        host.level = Host.LogLevel.INFO;
    }

    private Plugin plugin(String words) throws ModuleException {
        return plugin(module, words, host);
    }

    static Plugin plugin(String module, String words, FakeHost host) throws ModuleException {
        byte[] configuration = words.getBytes(StandardCharsets.UTF_8);
        PluginSettings settings =
                new PluginSettings("sdk", "the root", "vm", new byte[0], configuration, LIMITS, Conduct.DEFAULT);
        Plugin plugin = Plugin.start(Plugins.code(module), settings, Plugin.Commons.of(host));
        plugin.instance();
        host.log.clear();
        return plugin;
    }

    private List<String> log() {
        return log(host);
    }

    /** What a plugin logged, with neither level nor the SDK's own prefix. */
    static List<String> log(FakeHost host) {
        List<String> lines = host.log.stream()
                .map(line -> line.replaceFirst("^INFO sdk (\\[?(INFO|info)]?:? )?", ""))
                .toList();
        host.log.clear();
        return lines;
    }

    static Callouts.Answer answer(String status, String body) {
        return new Callouts.Answer(
                ProbeGuest.fields(":status", status), body.getBytes(StandardCharsets.UTF_8), new FieldMap());
    }

    @Test
    void hello_isSaid_byEachStream() throws ModuleException {
        Plugin plugin = plugin("hello");
        try (FakeWorld world = FakeWorld.get("/")) {
            for (int i = 0; i < 3; i++) {
                HttpContext stream = plugin.newHttpContext(world);
                assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
                stream.close();
                assertThat(log()).containsExactly("hello from stream", "log");
            }
        }
    }

    @Test
    void headers_areReadAndChanged() throws ModuleException {
        Plugin plugin = plugin("headers");
        try (FakeWorld world = FakeWorld.get("/a")) {
            world.request().add("cookie", "c");
            world.fields.put(World.Fields.RESPONSE_HEADERS, ProbeGuest.fields(":status", "200"));
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            stream.onResponseHeaders(Rest.END);
            assertThat(log())
                    .containsExactly(":method=GET", ":path=/a", ":authority=example.test", "accept=*/*", "cookie=c");
            assertThat(world.request().toHeaders().all("x-added")).containsExactly("1", "2");
            assertThat(world.request().get("accept")).isEqualTo("text/plain");
            assertThat(world.request().get("cookie")).isNull();
            FieldMap head = world.fields(World.Fields.RESPONSE_HEADERS);
            assertThat(head).isNotNull();
            assertThat(head.get("x-by")).isEqualTo("sdk");
            stream.close();
        }
    }

    @Test
    void body_isReplacedPrependedAndAppended_onceItIsWhole() throws ModuleException {
        Plugin plugin = plugin("body");
        try (FakeWorld world = FakeWorld.get("/").with(World.Bytes.REQUEST_BODY, "abc")) {
            HttpContext stream = plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.MORE)).isEqualTo(Action.CONTINUE);
            assertThat(stream.onRequestBody(3, Rest.MORE)).isEqualTo(Action.HOLD);
            world.append(World.Bytes.REQUEST_BODY, "def");
            assertThat(stream.onRequestBody(6, Rest.END)).isEqualTo(Action.CONTINUE);
            assertThat(world.text(World.Bytes.REQUEST_BODY)).isEqualTo("<ABCDEF>");
            assertThat(log()).containsExactly("body abcdef in 2");
            stream.close();
        }
    }

    @Test
    void metrics_areCounted() throws ModuleException {
        Plugin plugin = plugin("metrics");
        try (FakeWorld world = FakeWorld.get("/")) {
            for (int i = 0; i < 2; i++) {
                HttpContext stream = plugin.newHttpContext(world);
                stream.onRequestHeaders(Rest.END);
                stream.close();
            }
        }
        assertThat(host.metrics.get("sdk.requests").value()).isEqualTo(2);
        assertThat(host.metrics.get("sdk.active").value()).isEqualTo(4);
        assertThat(host.metrics.get("sdk.sizes").recorded).containsExactly(4L, 4L);
        assertThat(host.metrics.get("sdk.sizes").kind).isEqualTo(Host.MetricKind.HISTOGRAM);
    }

    @Test
    void stream_isAnsweredByThePlugin() throws ModuleException {
        Plugin plugin = plugin("deny");
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.REPLIED);
            World.LocalReply reply = world.replies.getFirst();
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.headers().get("www-authenticate")).isEqualTo("Basic");
            assertThat(reply.body()).asString().isEqualTo("who are you?");
            stream.close();
            world.request().add("authorization", "me");
            HttpContext known = plugin.newHttpContext(world);
            assertThat(known.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
            known.close();
        }
    }

    @Test
    void stream_isHeld_untilItsCalloutIsAnswered() throws ModuleException {
        Plugin plugin = plugin("auth");
        try (FakeWorld world = FakeWorld.get("/");
                FakeWorld other = FakeWorld.get("/other")) {
            HttpContext stream = plugin.newHttpContext(world);
            HttpContext second = plugin.newHttpContext(other);
            assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.HOLD);
            assertThat(second.onRequestHeaders(Rest.END)).isEqualTo(Action.HOLD);
            assertThat(host.calls.getFirst().upstream()).isEqualTo("auth");
            assertThat(host.calls.getFirst().body()).asString().isEqualTo("token");
            host.listeners.getLast().onAnswer(answer("200", "ok"));
            assertThat(other.did).containsExactly("resume REQUEST");
            assertThat(world.did).isEmpty();
            host.listeners.getFirst().onAnswer(answer("503", "no"));
            assertThat(world.did).containsExactly("reply 403");
            assertThat(log()).containsExactly("auth 200 ok", "auth 503 no");
            stream.close();
            second.close();
        }
    }

    @Test
    void sharedData_isChangedByVersion() throws ModuleException {
        Plugin plugin = plugin("shared");
        try (FakeWorld world = FakeWorld.get("/")) {
            for (int i = 0; i < 2; i++) {
                HttpContext stream = plugin.newHttpContext(world);
                stream.onRequestHeaders(Rest.END);
                stream.close();
            }
        }
        assertThat(log()).containsExactly("shared 1 0", "log", "shared 2 0", "stale 8", "log");
    }

    @Test
    void sharedQueue_isReadByItsPlugin() throws ModuleException {
        Plugin plugin = plugin("queue enqueue");
        try (FakeWorld world = FakeWorld.get("/queued")) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            assertThat(log()).isEmpty();
            host.runTasks();
            assertThat(log()).containsExactly("queue /queued");
            stream.close();
        }
    }

    @Test
    void properties_areReadAndKept() throws ModuleException {
        Plugin plugin = plugin("properties");
        try (FakeWorld world = FakeWorld.get("/p")) {
            world.properties.put("route_name", "r1".getBytes(StandardCharsets.UTF_8));
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            assertThat(log()).containsExactly("root the root route r1", "path /p", "mine kept");
            assertThat(stream.property("mine")).asString().isEqualTo("kept");
            stream.close();
        }
    }

    @Test
    void foreignFunction_isCalled() throws ModuleException {
        Plugin plugin = plugin("foreign");
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            assertThat(log()).containsExactly("foreign ping");
            stream.close();
            log();
        }
        host.runTasks();
        assertThat(host.log).as("it has no such callback").isEmpty();
    }

    @Test
    void timer_sendsACall() throws ModuleException {
        plugin("tick");
        assertThat(host.timers.getFirst().delay()).isEqualTo(Duration.ofSeconds(1));
        host.fireTimer();
        host.listeners.getFirst().onAnswer(answer("200", "noon"));
        assertThat(log()).containsExactly("tick", "time noon");
    }

    @Test
    void connection_isShown() throws ModuleException {
        Plugin plugin = plugin("tcp");
        try (FakeWorld world = new FakeWorld().with(World.Bytes.DOWNSTREAM_DATA, "ping")) {
            StreamContext stream = plugin.newStreamContext(world);
            assertThat(stream.onNewConnection()).isEqualTo(Action.CONTINUE);
            assertThat(stream.onDownstreamData(4, Rest.MORE)).isEqualTo(Action.HOLD);
            assertThat(stream.onDownstreamData(4, Rest.END)).isEqualTo(Action.CONTINUE);
            stream.onDownstreamClose(ClosedBy.PEER);
            stream.close();
            assertThat(log()).contains("connection", "data ping");
        }
    }

    @Test
    void configuration_isRefusedByThePlugin() {
        assertThatThrownBy(() -> plugin("refuse")).hasMessageContaining("proxy_on_configure answered false");
        assertThatThrownBy(() -> plugin("panic")).hasMessageContaining("the module does not start");
        assertThat(String.join("\n", host.log)).contains("as it was asked to");
    }

    @Test
    void instance_outlivesManyStreams() throws ModuleException {
        Plugin plugin = plugin("headers shared");
        host.level = Host.LogLevel.ERROR;
        try (FakeWorld world = FakeWorld.get("/")) {
            PluginInstance instance = plugin.instance();
            for (int i = 0; i < 3000; i++) {
                HttpContext stream = plugin.newHttpContext(world);
                assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
                stream.close();
                world.request().remove("x-added");
            }
            assertThat(plugin.instance()).isSameAs(instance);
            assertThat(instance.guest().pages()).isLessThan(1024);
        }
    }
}
