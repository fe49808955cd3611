package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the Go SDK's examples do besides {@link SdkModulesTest}, by a module of our own made with it. */
class SdkExamplesTest {
    private final FakeHost host = new FakeHost();

    SdkExamplesTest() {
        host.level = Host.LogLevel.INFO;
    }

    private Plugin plugin(String words) throws ModuleException {
        return SdkModulesTest.plugin("go", words, host);
    }

    private List<String> log() {
        return SdkModulesTest.log(host);
    }

    @Test
    void body_goesOn_onceWhatIsLookedForHasCome_inWhateverPieces() throws ModuleException {
        Plugin plugin = plugin("chunks");
        try (FakeWorld world = FakeWorld.get("/").with(World.Bytes.REQUEST_BODY, "a pat")) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.MORE);
            assertThat(stream.onRequestBody(5, Rest.MORE)).isEqualTo(Action.HOLD);
            world.append(World.Bytes.REQUEST_BODY, "tern!");
            assertThat(stream.onRequestBody(10, Rest.MORE)).isEqualTo(Action.CONTINUE);
            assertThat(log()).containsExactly("chunk a pat", "chunk tern!", "found in 10");
            stream.close();
        }
    }

    @Test
    void body_isRefused_whenItEndsWithoutWhatIsLookedFor() throws ModuleException {
        Plugin plugin = plugin("chunks");
        try (FakeWorld world = FakeWorld.get("/").with(World.Bytes.REQUEST_BODY, "none")) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.MORE);
            assertThat(stream.onRequestBody(4, Rest.END)).isEqualTo(Action.REPLIED);
            assertThat(world.replies.getFirst().status()).isEqualTo(403);
            stream.close();
        }
    }

    @Test
    void response_isHeld_untilAllItsCallsAreAnswered_inWhateverOrder() throws ModuleException {
        Plugin plugin = plugin("dispatches");
        try (FakeWorld world = FakeWorld.get("/")) {
            FieldMap head = ProbeGuest.fields(":status", "200");
            world.fields.put(World.Fields.RESPONSE_HEADERS, head);
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            assertThat(stream.onResponseHeaders(Rest.END)).isEqualTo(Action.HOLD);
            assertThat(host.calls)
                    .extracting(call -> call.headers().get(":path"))
                    .containsExactly("/0", "/1", "/2");
            for (int i : new int[] {2, 0, 1}) {
                assertThat(world.did).isEmpty();
                host.listeners.get(i).onAnswer(SdkModulesTest.answer("200", "answer " + i));
            }
            assertThat(world.did).containsExactly("resume RESPONSE");
            assertThat(head.get("x-parts")).isEqualTo("3");
            assertThat(log()).containsExactly("part 2 answer 2", "part 0 answer 0", "part 1 answer 1");
            stream.close();
        }
    }

    @Test
    void requests_wait_untilTheTimerGoesOff() throws ModuleException {
        Plugin plugin = plugin("postpone");
        try (FakeWorld first = FakeWorld.get("/1");
                FakeWorld second = FakeWorld.get("/2")) {
            HttpContext one = plugin.newHttpContext(first);
            HttpContext other = plugin.newHttpContext(second);
            assertThat(one.onRequestHeaders(Rest.END)).isEqualTo(Action.HOLD);
            assertThat(other.onRequestHeaders(Rest.END)).isEqualTo(Action.HOLD);
            assertThat(log()).containsExactly("postponed", "postponed");
            host.fireTimer();
            assertThat(first.did).containsExactly("resume REQUEST");
            assertThat(second.did).containsExactly("resume REQUEST");
            one.close();
            other.close();
        }
    }

    @Test
    void virtualMachine_isShownItsOwnConfiguration() throws ModuleException {
        byte[] own = "of the machine".getBytes(StandardCharsets.UTF_8);
        byte[] plugins = "hello".getBytes(StandardCharsets.UTF_8);
        PluginSettings settings =
                new PluginSettings("sdk", "the root", "vm", own, plugins, SdkModulesTest.LIMITS, Conduct.DEFAULT);
        Plugin plugin = Plugin.start(Plugins.code("go"), settings, Plugin.Commons.of(host));
        try (FakeWorld world = FakeWorld.get("/")) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            stream.close();
        }
        assertThat(log()).contains("vm of the machine", "hello from stream");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"id": 9007199254740993, "token": "t"} | 0
                    {"id": 1}                              | 422
                    {"token": null}                        | 422
                    {"id": 1, "token": "t"                 | 400
                    """)
    void json_isRefused_whenItIsNoneOrLacksMembers(String body, int status) throws ModuleException {
        Plugin plugin = plugin("json");
        try (FakeWorld world = FakeWorld.get("/").with(World.Bytes.REQUEST_BODY, body)) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.MORE);
            Action action = stream.onRequestBody(body.length(), Rest.END);
            if (status == 0) {
                assertThat(action).isEqualTo(Action.CONTINUE);
            } else {
                assertThat(world.replies.getFirst().status()).isEqualTo(status);
            }
            stream.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"/canary/1, example.test-canary", "/stable, example.test"})
    void request_isSentElsewhere_byItsAuthority(String path, String authority) throws ModuleException {
        Plugin plugin = plugin("routing");
        try (FakeWorld world = FakeWorld.get(path)) {
            HttpContext stream = plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.CONTINUE);
            assertThat(world.request().get(":authority")).isEqualTo(authority);
            stream.close();
        }
    }
}
