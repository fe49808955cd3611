package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.filter.RedisCallouts.Command;
import dev.trestle.filter.RedisCallouts.Login;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.engine.ModuleException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What Higress' dialect has beyond the specification, by its functions and by a plugin of its SDK. */
class RedisTest {
    private static final String GET = "*2\r\n$3\r\nget\r\n$1\r\na\r\n";
    private static final String CONFIGURATION =
            "{\"redis\":{\"service\":\"cache.static\",\"port\":6379,\"timeout\":70}}";

    private final FakeHost host = new FakeHost();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void command_isSent_asTheInitSaid() throws ModuleException {
        HostCalls calls = new HostCalls(host);
        assertThat(calls.call("proxy_redis_init", "cache?db=3&x=y", "me", "secret", 70))
                .isEqualTo(Status.OK);
        assertThat(calls.call("proxy_redis_call", "cache", GET, HostCalls.OUT)).isEqualTo(Status.OK);
        assertThat(calls.out()).isPositive();
        Command sent = host.commands.getFirst();
        assertThat(sent.upstream()).isEqualTo("cache");
        assertThat(sent.login()).isEqualTo(new Login("me", "secret", 3));
        assertThat(sent.login().toString()).doesNotContain("secret");
        assertThat(sent.bytes()).asString().isEqualTo(GET);
        assertThat(sent.timeout()).isEqualTo(Duration.ofMillis(70));
    }

    @Test
    void init_isRemembered_forTheClusterAndItsParameters() throws ModuleException {
        HostCalls calls = new HostCalls(host);
        calls.call("proxy_redis_init", "cache?db=3", "", "", 70);
        calls.call("proxy_redis_init", "cache?db=4", "", "", 80);
        calls.call("proxy_redis_call", "cache?db=3", GET, HostCalls.OUT);
        calls.call("proxy_redis_call", "cache", GET, HostCalls.OUT);
        assertThat(host.commands.stream().map(each -> each.login().database())).containsExactly(3, 4);
        assertThat(host.commands.stream().map(Command::upstream)).containsOnly("cache");
    }

    @Test
    void init_isRefused_forWhatIsNoDatabase() throws ModuleException {
        HostCalls calls = new HostCalls(host);
        assertThat(calls.call("proxy_redis_init", "cache?db=x", "", "", 70)).isEqualTo(Status.BAD_ARGUMENT);
        assertThat(calls.call("proxy_redis_init", "cache?db=-1", "", "", 70)).isEqualTo(Status.BAD_ARGUMENT);
        assertThat(calls.call("proxy_redis_init", "", "", "", 70)).isEqualTo(Status.BAD_ARGUMENT);
        int status = 0;
        for (int i = 0; status == 0 && i < 1000; i++) {
            status = calls.call("proxy_redis_init", "cache" + i, "", "", 70);
        }
        assertThat(status).isEqualTo(Status.INTERNAL_FAILURE);
    }

    @Test
    void command_isRefused_withoutInit() throws ModuleException {
        HostCalls calls = new HostCalls(host);
        assertThat(calls.call("proxy_redis_call", "cache", GET, HostCalls.OUT)).isEqualTo(Status.BAD_ARGUMENT);
        calls.call("proxy_redis_init", "nowhere", "", "", 70);
        assertThat(calls.call("proxy_redis_call", "nowhere", GET, HostCalls.OUT))
                .isEqualTo(Status.BAD_ARGUMENT);
        assertThat(calls.out()).isZero();
    }

    @Test
    void commands_areRefused_beyondTheBound() throws ModuleException {
        HostCalls calls = new HostCalls(host);
        calls.call("proxy_redis_init", "cache", "", "", 70);
        int sent = 0;
        while (sent < 1000 && calls.call("proxy_redis_call", "cache", GET, HostCalls.OUT) == Status.OK) {
            sent++;
        }
        assertThat(sent).isEqualTo(256);
        host.redisListeners.getFirst().onAnswer(bytes("$-1\r\n"));
        assertThat(calls.call("proxy_redis_call", "cache", GET, HostCalls.OUT)).isEqualTo(Status.OK);
    }

    @Test
    void command_isNotSent_whenPointersAreWrong() throws ModuleException {
        HostCalls calls = new HostCalls(host);
        calls.call("proxy_redis_init", "cache", "", "", 70);
        assertThat(calls.call("proxy_redis_init", "cache", -8, 7, "", 70)).isEqualTo(Status.INVALID_MEMORY_ACCESS);
        assertThat(calls.call("proxy_redis_call", "cache", GET, -1)).isEqualTo(Status.INVALID_MEMORY_ACCESS);
        assertThat(calls.call("proxy_redis_call", "cache", 70_000, 7, HostCalls.OUT))
                .isEqualTo(Status.INVALID_MEMORY_ACCESS);
        assertThat(calls.call("proxy_redis_call", "cache", 0, -1, HostCalls.OUT))
                .isEqualTo(Status.BAD_ARGUMENT);
        assertThat(host.commands).isEmpty();
    }

    @Test
    void stream_isAnswered_onceRedisHasAnswered() throws ModuleException {
        Plugin plugin = SdkModulesTest.plugin("higress", CONFIGURATION, host);
        try (FakeWorld world = asking("redis")) {
            HttpContext stream = plugin.newHttpContext(world);
            assertThat(stream.onRequestHeaders(Rest.END)).isEqualTo(Action.HOLD);
            assertThat(host.commands.getFirst().upstream()).isEqualTo("outbound|6379||cache.static");
            assertThat(host.commands.getFirst().bytes()).asString().isEqualTo(GET);
            host.redisListeners.getFirst().onAnswer(bytes("$5\r\nbytes\r\n"));
            assertThat(world.replies.getFirst().body()).asString().isEqualTo("[\"bytes\"]");
            stream.close();
        }
    }

    @Test
    void plugin_isTold_whenRedisDoesNotAnswer() throws ModuleException {
        Plugin plugin = SdkModulesTest.plugin("higress", CONFIGURATION, host);
        try (FakeWorld world = asking("redis")) {
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            host.redisListeners.getFirst().onAnswer(null);
            assertThat(world.replies.getFirst().body())
                    .asString()
                    .isEqualTo("[\"error: cannot connect to redis cluster\"]");
            stream.close();
        }
    }

    @Test
    void logLevel_isAForeignFunction() throws ModuleException {
        host.level = Host.LogLevel.WARN;
        assertThat(facts()).contains("\"level\":\"3\"");
    }

    @Test
    void cluster_isNamedAsTheDialectDoes() throws ModuleException {
        assertThat(facts()).contains("\"cluster\":\"outbound|0||web\"");
    }

    private String facts() throws ModuleException {
        Plugin plugin = SdkModulesTest.plugin("higress", CONFIGURATION, host);
        try (FakeWorld world = asking("facts")) {
            world.properties.put("cluster_name", bytes("web"));
            HttpContext stream = plugin.newHttpContext(world);
            stream.onRequestHeaders(Rest.END);
            stream.close();
            return new String(world.replies.getFirst().body(), StandardCharsets.UTF_8);
        }
    }

    private static FakeWorld asking(String action) {
        FakeWorld world = FakeWorld.get("/");
        world.request().add("x-do", action);
        world.request().add("x-redis", "[[\"Get\",\"a\"]]");
        return world;
    }
}
