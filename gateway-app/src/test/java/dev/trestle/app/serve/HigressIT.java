package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.ScriptedUpstream;
import dev.trestle.testkit.Waiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every function of Higress' plugin guide, by a plugin of its SDK and wrapper, over real sockets. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HigressIT {
    private static final String GREETING = "{ greeting: hello, cluster: { name: web, port: 80 } }";

    private HigressRig rig;

    /** One for all tests: what is dear is to compile the module. */
    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        rig = new HigressRig(directory);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @Test
    void requestHeaders_areReadAddedReplacedAndRemoved() throws Exception {
        rig.serve("", GREETING);
        String seen = rig.ask("request-headers", "x-single", "s", "x-replaced", "old", "x-removed", "r")
                .body();
        assertThat(seen)
                .contains("x-got: s\n", "x-added: one\n", "x-added: two\n", "x-replaced: new\n")
                .doesNotContain("x-removed", "old");
    }

    @Test
    void requestHeaders_areReadAndReplaced_allAtOnce() throws Exception {
        rig.serve("", GREETING);
        assertThat(rig.ask("request-all", "x-kept", "k").body()).contains("x-all: true\n", "x-kept: k\n");
    }

    @ParameterizedTest
    @CsvSource({
        "request-append, some text and more",
        "request-prepend, less and some text",
        "request-replace, all new",
        "request-stream, SOME TEXT THE END"
    })
    void requestBody_isChanged(String action, String expected) throws Exception {
        rig.serve("", GREETING);
        assertThat(rig.ask(action).body()).endsWith("\n\n" + expected);
    }

    @Test
    void requestBody_isRead() throws Exception {
        rig.serve("", GREETING);
        assertThat(rig.ask("request-get").body()).isEqualTo("[\"some text\",\"\\u003cnil\\u003e\"]");
    }

    @Test
    void route_isCalledOtherwise_andItsReplyShown() throws Exception {
        rig.serve("", GREETING);
        String body = rig.ask("request-call").body();
        assertThat(body)
                .startsWith("route said 200: PUT /called?of=route\n")
                .contains("host: other\n", "x-called: yes\n", "x-envoy-original-path: /shop/1?a=b\n")
                .endsWith("\n\nfor the route");
    }

    @Test
    void responseHeaders_areReadAddedReplacedAndRemoved() throws Exception {
        rig.serve("", GREETING);
        HttpResponse<String> reply = rig.ask("response-headers");
        assertThat(reply.headers().allValues("x-added")).containsExactly("one", "two");
        assertThat(reply.headers().allValues("x-replaced")).containsExactly("new");
        assertThat(reply.headers().firstValue("x-got")).hasValue("one");
        assertThat(reply.headers().firstValue("x-has-body")).hasValue("true");
        assertThat(reply.headers().firstValue("x-upstream")).hasValue("true");
        assertThat(reply.headers().firstValue("x-removed")).isEmpty();
    }

    @Test
    void reply_isNotOfTheService_whenThatIsGone() throws Exception {
        rig.serve("", GREETING);
        HttpResponse<String> reply = rig.send("/gone", "", "response-headers");
        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("x-upstream")).hasValue("false");
    }

    @Test
    void responseHeaders_areReadAndReplaced_allAtOnce() throws Exception {
        rig.serve("", GREETING);
        HttpResponse<String> reply = rig.ask("response-all");
        assertThat(reply.headers().firstValue("x-all")).hasValue("true");
        assertThat(reply.headers().firstValue("x-single")).hasValue("one");
    }

    @Test
    void responseBody_isChanged() throws Exception {
        rig.serve("", GREETING);
        String plain = rig.ask("").body();
        int size = plain.length() + "response-get".length();
        assertThat(rig.ask("response-get").body()).isEqualTo(size + " bytes, true, <nil>");
        assertThat(rig.ask("response-append").body()).startsWith("POST /shop").endsWith("some text and more");
        assertThat(rig.ask("response-prepend").body()).startsWith("less and POST /shop");
        assertThat(rig.ask("response-replace").body()).isEqualTo("all new");
        assertThat(rig.ask("response-stream").body()).contains("POST /SHOP").endsWith("SOME TEXT THE END");
    }

    @Test
    void request_isAnsweredByThePlugin() throws Exception {
        rig.serve("", GREETING);
        HttpResponse<String> reply = rig.ask("answer");
        assertThat(reply.statusCode()).isEqualTo(418);
        assertThat(reply.headers().firstValue("x-of")).hasValue("hello");
        assertThat(reply.body()).isEqualTo("short and stout");
    }

    @ParameterizedTest
    @CsvSource({
        "fqdn, auth.example.com, auth.example.com",
        "fqdn, auth.shop.svc.cluster.local, auth",
        "static, auth, auth",
        "static, auth, auth.static",
        "dns, auth, auth",
        "nacos, auth, auth",
        "nacos, auth, auth.DEFAULT-GROUP.public",
        "nacos-ext, auth, auth.A-B.public.nacos-ext",
        "nacos-ext, auth, auth",
        "consul, auth, auth",
        "k8s, auth, auth.shop",
        "k8s, auth, auth.shop.svc.cluster.local",
        "target, auth, auth",
        "route, any, unused"
    })
    void clusterOfTheWrapper_isAClusterOfTheGateway(String kind, String name, String cluster) throws Exception {
        rig.serve(
                cluster + ": { endpoints: [\"WEB\"], wire: { http: {} } }",
                "{ cluster: { kind: " + kind + ", name: " + name + ", port: 8080 } }");
        assertThat(rig.ask("client", "x-method", "POST").body()).contains("x-said: 200 authority checked\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"})
    void client_asksByEveryMethod(String method) throws Exception {
        rig.serve("", GREETING.replace("port: 80", "port: 80, kind: target"));
        String said = method.equals("HEAD") ? "200 authority " : "200 authority checked";
        assertThat(rig.ask("client", "x-method", method).body()).contains("x-said: " + said.strip());
    }

    @Test
    void client_isRefused_whenThereIsNoSuchCluster() throws Exception {
        rig.serve("", "{ cluster: { name: nowhere, port: 80 } }");
        assertThat(rig.ask("client").body()).isEqualTo("\"not sent: error status returned by host: bad argument\"");
    }

    @Test
    void dispatch_showsHeadersBodyAndTrailers() throws Exception {
        String reply = "HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\ntrailer: x-end\r\n\r\n"
                + "5\r\nbytes\r\n0\r\nx-end: yes\r\n\r\n";
        try (ScriptedUpstream upstream = ScriptedUpstream.start(connection -> {
            connection.read(1);
            connection.send(reply.getBytes(StandardCharsets.US_ASCII));
        })) {
            rig.serve(
                    "far: { endpoints: [\"" + upstream.endpoint() + "\"], wire: { http: {} } }",
                    "{ cluster: { name: far, port: 80 } }");
            assertThat(rig.ask("dispatch").body())
                    .isEqualTo("{\"body\":\"bytes\",\"counts\":[true,true],\"status\":[\":status\",\"201\"],"
                            + "\"trailers\":[[\"x-end\",\"yes\"]]}");
            Waiting.until(
                    "the request is there", () -> asked(upstream).endsWith("5\r\nasked\r\n0\r\nx-sum: 5\r\n\r\n"));
            assertThat(asked(upstream))
                    .startsWith("POST /trailers HTTP/1.1\r\n")
                    .contains("trailer: x-sum\r\n");
        }
    }

    private static String asked(ScriptedUpstream upstream) {
        return new String(upstream.connection(0).received(), StandardCharsets.US_ASCII);
    }

    @Test
    void response_isHeldAndGoesOn_onceItsCallIsAnswered() throws Exception {
        rig.serve("", GREETING);
        assertThat(rig.ask("response-pause").headers().firstValue("x-said")).hasValue("200 authority checked");
    }

    @Test
    void configuration_isParsed() throws Exception {
        rig.serve("", "{ greeting: \"hello, \\\"you\\\"\", region: eu }");
        assertThat(rig.ask("facts").body()).contains("\"greeting\":\"hello, \\\"you\\\"\"", "\"region\":\"eu\"");
    }

    @Test
    void facts_areThoseOfTheRequest() throws Exception {
        rig.serve("", GREETING);
        assertThat(rig.ask("facts", "x-request-id", "r-7").body())
                .contains(
                        "\"scheme\":\"http\"",
                        "\"host\":\"127.0.0.1:",
                        "\"path\":\"/shop/1?a=b\"",
                        "\"pathAlone\":\"/shop/1\"",
                        "\"method\":\"POST\"",
                        "\"route\":\"shop\"",
                        "\"cluster\":\"outbound|0||web\"",
                        "\"request\":\"r-7\"",
                        "\"plugin\":\"higress\"",
                        "\"binary\":\"false\"",
                        "\"body\":\"true\"",
                        "\"websocket\":\"false\"",
                        "\"phase\":\"0\"",
                        "\"level\":\"2\"");
    }

    @Test
    void attributes_areKept_asThePluginWroteThem() throws Exception {
        rig.serve("", GREETING);
        assertThat(rig.ask("attributes").body())
                .isEqualTo("{\"ai_log\":\"{\\\\\\\"cart\\\\\\\":3,\\\\\\\"shop\\\\\\\":\\\\\\\"12\\\\\\\"}\","
                        + "\"custom_log\":\"{\\\\\\\"shop\\\\\\\":\\\\\\\"12\\\\\\\"}\",\"span\":\"12\"}");
    }

    @Test
    void log_hasItsLevels_andTheEndOfTheStream() throws Exception {
        ModuleLog log = new ModuleLog();
        log.begin();
        try {
            rig.serve("", "{ _plugin_id_: p-1, greeting: hello }");
            rig.ask("log", "x-request-id", "r-8");
            String prefix = "higress: [higress-test] [p-1] [r-8] ";
            Waiting.until("the end is said", () -> log.lines().contains(prefix + "done, phase 4"));
            assertThat(log.lines())
                    .contains(prefix + "at info", prefix + "at warn", prefix + "at error", prefix + "at critical");
        } finally {
            log.end();
        }
    }

    @Test
    void timer_ticks() throws Exception {
        rig.serve("", "{ tick: 100, greeting: hello }");
        Waiting.until("it has ticked", () -> {
            try {
                return rig.ask("facts").body().contains("\"ticks\":\"true\"");
            } catch (IOException | InterruptedException failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @Test
    void hostsOfClusters_areTheGatewaysOwnMatter() throws Exception {
        rig.serve("", GREETING);
        assertThat(rig.ask("hosts").body())
                .isEqualTo(
                        "[\"error status returned by host: unimplemented\",\"error occured when override upstream host\","
                                + "\"error occured when inject encoded data to filter chain\"]");
    }

    @Test
    void pluginOfTheOldStyle_works() throws Exception {
        rig.serve("", "{ style: old, greeting: hello }");
        assertThat(rig.ask("facts").body()).contains("\"greeting\":\"hello\"");
        assertThat(rig.ask("request-replace").body()).endsWith("\n\nall new");
        assertThat(rig.ask("response-replace").body()).isEqualTo("all new");
    }
}
