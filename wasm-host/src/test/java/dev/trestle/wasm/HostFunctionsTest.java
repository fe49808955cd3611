package dev.trestle.wasm;

import static dev.trestle.wasm.HostCalls.OUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.engine.GuestException;
import dev.trestle.wasm.engine.ModuleException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each host function as the specification has it, called with a guest's memory. */
class HostFunctionsTest {
    private static final int MAX_INT = Integer.MAX_VALUE;
    private static final String WASI = "wasi_snapshot_preview1";

    private final FakeHost host = new FakeHost();
    private final FakeWorld world = FakeWorld.get("/a");
    private HostCalls calls;
    private Context stream;

    @BeforeEach
    void start() throws ModuleException {
        calls = new HostCalls(host);
        calls.instance.newHttpContext(world);
        assertThat(calls.call("proxy_set_effective_context", 2)).isZero();
        stream = calls.instance.effective();
    }

    @AfterEach
    void end() {
        stream.end();
        world.close();
    }

    @Test
    void fields_areReadAndChanged() {
        assertThat(calls.call("proxy_get_header_map_value", 0, ":PATH", OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).isEqualTo("/a");
        assertThat(calls.call("proxy_add_header_map_value", 0, "X-A", "1")).isZero();
        assertThat(calls.call("proxy_add_header_map_value", 0, "x-a", "2\r\nx-evil: 1"))
                .isZero();
        assertThat(world.request().value(5)).isEqualTo("2  x-evil: 1");
        assertThat(calls.call("proxy_replace_header_map_value", 0, "x-a", "3")).isZero();
        assertThat(calls.call("proxy_replace_header_map_value", 0, "x-b", "4")).isZero();
        assertThat(calls.call("proxy_remove_header_map_value", 0, "accept")).isZero();
        assertThat(world.request().toHeaders().all("x-a")).containsExactly("3");
        assertThat(calls.call("proxy_get_header_map_value", 0, "accept", OUT, OUT + 4))
                .isEqualTo(1);
        assertThat(calls.given()).isEmpty();
        assertThat(calls.call("proxy_add_header_map_value", 0, "bad name", "1")).isEqualTo(2);
        assertThat(calls.call("proxy_add_header_map_value", 2, "x", "1")).isEqualTo(2);
        assertThat(calls.call("proxy_add_header_map_value", 9, "x", "1")).isEqualTo(2);
    }

    @Test
    void pairs_areAllFields_andReplaceAllFields() {
        assertThat(calls.call("proxy_get_header_map_pairs", 0, OUT, OUT + 4)).isZero();
        byte[] all = calls.given().getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Pairs.decode(all)).extracting(FieldMap::size).isEqualTo(4);
        assertThat(calls.call("proxy_get_header_map_size", 0, OUT)).isZero();
        assertThat(calls.out()).isEqualTo(all.length);
        FieldMap one = new FieldMap();
        one.add(":path", "/b");
        String pairs = new String(Pairs.encode(one), StandardCharsets.ISO_8859_1);
        assertThat(calls.call("proxy_set_header_map_pairs", 0, pairs)).isZero();
        assertThat(world.request().size()).isEqualTo(1);
        assertThat(calls.call("proxy_set_header_map_pairs", 0, "no pairs")).isEqualTo(2);
        assertThat(world.request().get(":path")).isEqualTo("/b");
        assertThat(calls.call("proxy_get_header_map_pairs", 3, OUT, OUT + 4)).isZero();
        assertThat(calls.given()).isEmpty();
    }

    @Test
    void pairs_cannotBreakAMessage() {
        String pairs = pairs(":path", "/b\r\nx-evil: 1", "bad name", "1", "x-a", "\0");
        assertThat(calls.call("proxy_set_header_map_pairs", 0, pairs)).isZero();
        assertThat(world.request().get(":path")).isEqualTo("/b  x-evil: 1");
        assertThat(world.request().get("x-a")).isEqualTo(" ");
        assertThat(world.request().size()).isEqualTo(2);
        String headers = pairs(":method", "GET", ":path", "/\r\n", ":authority", "a\nb");
        assertThat(calls.call("proxy_http_call", "auth", headers, "", "", 250, OUT))
                .isZero();
        assertThat(host.calls.getFirst().headers().get(":authority")).isEqualTo("a b");
    }

    @Test
    void fields_areRefused_onceTheyAreAMegabyte() {
        String value = "v".repeat(4000);
        int added = 0;
        while (calls.call("proxy_add_header_map_value", 0, "x", value) == 0) {
            added++;
        }
        assertThat(added).isEqualTo(262);
        assertThat(world.request().bytes()).isLessThanOrEqualTo(1 << 20);
        assertThat(calls.call("proxy_remove_header_map_value", 0, "x")).isZero();
        assertThat(world.request().bytes()).isLessThan(100);
        assertThat(calls.call("proxy_add_header_map_value", 0, "x", value)).isZero();
        assertThat(calls.call("proxy_replace_header_map_value", 0, "x", "")).isZero();
        assertThat(world.request().bytes()).isLessThan(100);
    }

    @Test
    void buffer_isReadByRange_withLengthsClampedToWhatThereIs() {
        world.with(World.Bytes.REQUEST_BODY, "0123456789");
        assertThat(calls.call("proxy_get_buffer_bytes", 0, 2, 3, OUT, OUT + 4)).isZero();
        assertThat(calls.given()).isEqualTo("234");
        assertThat(calls.call("proxy_get_buffer_bytes", 0, 7, MAX_INT, OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).isEqualTo("789");
        assertThat(calls.call("proxy_get_buffer_bytes", 0, 0, -1, OUT, OUT + 4)).isZero();
        assertThat(calls.given()).as("an unsigned length").isEqualTo("0123456789");
        assertThat(calls.call("proxy_get_buffer_bytes", 0, 11, 1, OUT, OUT + 4)).isZero();
        assertThat(calls.given()).isEmpty();
        assertThat(calls.out()).as("no memory for no bytes").isZero();
        assertThat(calls.call("proxy_get_buffer_bytes", 0, -1, 1, OUT, OUT + 4)).isEqualTo(2);
        assertThat(calls.call("proxy_get_buffer_bytes", 1, 0, 1, OUT, OUT + 4)).isEqualTo(1);
        assertThat(calls.call("proxy_get_buffer_status", 0, OUT, OUT + 4)).isZero();
        assertThat(calls.out()).isEqualTo(10);
    }

    @Test
    void buffer_isReplacedPrependedAndAppended() {
        world.with(World.Bytes.RESPONSE_BODY, "body");
        assertThat(calls.call("proxy_set_buffer_bytes", 1, 0, 0, "a ")).isZero();
        assertThat(calls.call("proxy_set_buffer_bytes", 1, MAX_INT, 0, " z")).isZero();
        assertThat(world.text(World.Bytes.RESPONSE_BODY)).isEqualTo("a body z");
        assertThat(calls.call("proxy_set_buffer_bytes", 1, 2, 4, "middle")).isZero();
        assertThat(world.text(World.Bytes.RESPONSE_BODY)).isEqualTo("a middle z");
        assertThat(calls.call("proxy_set_buffer_bytes", 1, 0, MAX_INT, "new")).isZero();
        assertThat(world.text(World.Bytes.RESPONSE_BODY)).isEqualTo("new");
        assertThat(calls.call("proxy_set_buffer_bytes", 1, 0, MAX_INT, "")).isZero();
        assertThat(world.text(World.Bytes.RESPONSE_BODY)).isEmpty();
        assertThat(calls.call("proxy_set_buffer_bytes", 1, -1, 0, "end")).isZero();
        assertThat(world.text(World.Bytes.RESPONSE_BODY)).isEqualTo("end");
        assertThat(calls.call("proxy_set_buffer_bytes", 1, 0, -1, "all")).isZero();
        assertThat(world.text(World.Bytes.RESPONSE_BODY)).isEqualTo("all");
        assertThat(calls.call("proxy_set_buffer_bytes", 7, 0, MAX_INT, "x")).isEqualTo(2);
    }

    @Test
    void configuration_isABuffer() {
        assertThat(calls.call("proxy_get_buffer_bytes", 7, 0, MAX_INT, OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).isEqualTo("the configuration");
        assertThat(calls.call("proxy_get_configuration", OUT, OUT + 4)).isZero();
        assertThat(calls.given()).isEqualTo("the configuration");
    }

    @Test
    void property_isRead_andCanBeSetByAnyName() {
        world.properties.put("request.path", "/a".getBytes(StandardCharsets.UTF_8));
        assertThat(calls.call("proxy_get_property", "request\0path", OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).isEqualTo("/a");
        assertThat(calls.call("proxy_get_property", "request.path", OUT, OUT + 4))
                .isZero();
        assertThat(calls.call("proxy_get_property", "mine\0x", OUT, OUT + 4)).isEqualTo(1);
        assertThat(calls.call("proxy_set_property", "mine\0x", "7")).isZero();
        assertThat(calls.call("proxy_get_property", "mine\0x", OUT, OUT + 4)).isZero();
        assertThat(calls.given()).isEqualTo("7");
        assertThat(calls.call("proxy_get_property", "plugin_vm_id", OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).isEqualTo("vm");
        assertThat(calls.call("proxy_get_property", "plugin_root_id", OUT, OUT + 4))
                .isZero();
        assertThat(calls.call("proxy_get_property", "plugin_vm_memory", OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).hasSize(8);
    }

    @Test
    void property_isFoundInTheFieldsOfTheStream() {
        world.request().replace(":path", "/a/b?c=d");
        world.request().add("user-agent", "probe");
        FieldMap head = new FieldMap();
        head.add(":status", "404");
        world.fields.put(World.Fields.RESPONSE_HEADERS, head);
        FieldMap trailers = new FieldMap();
        trailers.add("grpc-status", "5");
        world.fields.put(World.Fields.RESPONSE_TRAILERS, trailers);
        assertProperty("request\0path", "/a/b?c=d");
        assertProperty("request\0url_path", "/a/b");
        assertProperty("request\0query", "c=d");
        assertProperty("request\0host", "example.test");
        assertProperty("request\0method", "GET");
        assertProperty("request\0useragent", "probe");
        assertProperty("request\0headers\0accept", "*/*");
        assertProperty("response\0code", "\u0094\1\0\0\0\0\0\0");
        assertProperty("response\0grpc_status", "\5\0\0\0\0\0\0\0");
        assertProperty("response\0trailers\0grpc-status", "5");
        assertProperty("response\0headers", pairs(":status", "404"));
        for (String none :
                List.of("request\0scheme", "request\0headersx", "response\0headers\0x", "response", "x\0y")) {
            assertThat(calls.call("proxy_get_property", none, OUT, OUT + 4))
                    .as(none)
                    .isEqualTo(1);
        }
    }

    private void assertProperty(String path, String value) {
        assertThat(calls.call("proxy_get_property", path, OUT, OUT + 4))
                .as(path)
                .isZero();
        assertThat(calls.given()).as(path).isEqualTo(value);
    }

    @Test
    void sharedData_hasKeysOfAnyBytes() {
        assertThat(calls.call("proxy_set_shared_data", "\u00ff", "a", 0)).isZero();
        assertThat(calls.call("proxy_set_shared_data", "\u00fe", "b", 0)).isZero();
        assertThat(calls.call("proxy_get_shared_data", "\u00ff", OUT, OUT + 4, OUT + 8))
                .isZero();
        assertThat(calls.given()).isEqualTo("a");
    }

    @Test
    void sharedData_isSetWithItsVersion() {
        assertThat(calls.call("proxy_get_shared_data", "k", OUT, OUT + 4, OUT + 8))
                .isEqualTo(1);
        assertThat(calls.call("proxy_set_shared_data", "k", "a", 99)).isZero();
        assertThat(calls.call("proxy_get_shared_data", "k", OUT, OUT + 4, OUT + 8))
                .isZero();
        assertThat(calls.given()).isEqualTo("a");
        int cas = calls.guest().readInt(OUT + 8);
        assertThat(calls.call("proxy_set_shared_data", "k", "b", cas + 1)).isEqualTo(8);
        assertThat(calls.call("proxy_set_shared_data", "k", "c", cas)).isZero();
        assertThat(calls.call("proxy_set_shared_data", "k", "d", cas)).isEqualTo(8);
        assertThat(calls.call("proxy_set_shared_data", "k", "e", 0)).isZero();
    }

    @Test
    void queue_isFoundByName_andTakenFromInOrder() {
        assertThat(calls.call("proxy_resolve_shared_queue", "", "q", OUT)).isEqualTo(1);
        assertThat(calls.call("proxy_register_shared_queue", "q", OUT)).isZero();
        int queue = calls.out();
        assertThat(queue).isPositive();
        assertThat(calls.call("proxy_resolve_shared_queue", "", "q", OUT)).isZero();
        assertThat(calls.out()).isEqualTo(queue);
        assertThat(calls.call("proxy_resolve_shared_queue", "vm", "q", OUT)).isZero();
        assertThat(calls.call("proxy_resolve_shared_queue", "other", "q", OUT)).isEqualTo(1);
        assertThat(calls.call("proxy_enqueue_shared_queue", queue, "1")).isZero();
        assertThat(calls.call("proxy_enqueue_shared_queue", queue, "2")).isZero();
        assertThat(calls.call("proxy_dequeue_shared_queue", queue, OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).isEqualTo("1");
        assertThat(calls.call("proxy_dequeue_shared_queue", queue, OUT, OUT + 4))
                .isZero();
        assertThat(calls.call("proxy_dequeue_shared_queue", queue, OUT, OUT + 4))
                .isEqualTo(7);
        assertThat(calls.call("proxy_dequeue_shared_queue", 999, OUT, OUT + 4)).isEqualTo(1);
        assertThat(calls.call("proxy_enqueue_shared_queue", 999, "1")).isEqualTo(1);
        host.runTasks();
    }

    @Test
    void metric_isCountedUnderItsName() {
        assertThat(calls.call("proxy_define_metric", 1, "g", OUT)).isZero();
        int id = calls.out();
        assertThat(calls.call("proxy_increment_metric", id, -5L)).isZero();
        assertThat(calls.call("proxy_get_metric", id, OUT)).isZero();
        assertThat(calls.guest().readInt(OUT)).isEqualTo(-5);
        assertThat(calls.call("proxy_record_metric", id, 9L)).isZero();
        assertThat(host.metrics.get("g").value()).isEqualTo(9);
        assertThat(calls.call("proxy_define_metric", 1, "g", OUT)).isZero();
        assertThat(calls.out()).isEqualTo(id);
        assertThat(calls.call("proxy_define_metric", 3, "h", OUT)).isEqualTo(2);
        assertThat(calls.call("proxy_define_metric", 0, "n".repeat(1025), OUT)).isEqualTo(10);
        assertThat(calls.call("proxy_define_metric", 0, "c", OUT)).isZero();
        int counter = calls.out();
        assertThat(calls.call("proxy_increment_metric", counter, -1L)).isEqualTo(2);
        assertThat(calls.call("proxy_increment_metric", counter, 2L)).isZero();
        assertThat(calls.call("proxy_record_metric", counter, 3L)).as("adds").isZero();
        assertThat(host.metrics.get("c").value()).isEqualTo(5);
        assertThat(calls.call("proxy_define_metric", 2, "h", OUT)).isZero();
        int histogram = calls.out();
        assertThat(calls.call("proxy_record_metric", histogram, 3L)).isZero();
        assertThat(calls.call("proxy_increment_metric", histogram, 3L)).isEqualTo(2);
        assertThat(calls.call("proxy_get_metric", histogram, OUT)).isEqualTo(2);
        assertThat(host.metrics.get("h").recorded).containsExactly(3L);
        assertThat(calls.call("proxy_record_metric", 77, 9L)).isEqualTo(1);
        assertThat(calls.call("proxy_get_metric", 77, OUT)).isEqualTo(1);
    }

    @Test
    void reply_isMade_onceTheGuestHasReturned() {
        FieldMap headers = new FieldMap();
        headers.add("x-a", "1\n2");
        String pairs = new String(Pairs.encode(headers), StandardCharsets.ISO_8859_1);
        assertThat(calls.call("proxy_send_local_response", 403, "why", "no", pairs, -1))
                .isZero();
        assertThat(calls.call("proxy_send_local_response", 500, "why", "no", pairs, -1))
                .as("only the first one counts")
                .isZero();
        assertThat(world.replies).isEmpty();
        stream.end();
        World.LocalReply reply = world.replies.getFirst();
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.details()).isEqualTo("why");
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo("no");
        assertThat(reply.headers().get("x-a")).isEqualTo("1 2");
        assertThat(world.did).containsExactly("reply 403");
    }

    @Test
    void stream_isResumedAndClosed_onceTheGuestHasReturned() {
        assertThat(calls.call("proxy_continue_stream", 0)).isZero();
        assertThat(calls.call("proxy_continue_response")).isZero();
        assertThat(calls.call("proxy_close_stream", 3)).isZero();
        assertThat(calls.call("proxy_continue_stream", 4)).isEqualTo(2);
        assertThat(world.did).isEmpty();
        stream.end();
        assertThat(world.did).containsExactly("resume REQUEST", "resume RESPONSE", "close UPSTREAM");
    }

    @Test
    void call_isSent_andAnsweredToTheRoot() {
        String headers = pairs(":method", "GET", ":path", "/x", ":authority", "a");
        assertThat(calls.call("proxy_http_call", "auth", headers, "body", "", 250, OUT))
                .isZero();
        assertThat(calls.out()).isPositive();
        Callouts.Request sent = host.calls.getFirst();
        assertThat(sent.upstream()).isEqualTo("auth");
        assertThat(sent.headers().get(":path")).isEqualTo("/x");
        assertThat(sent.timeout().toMillis()).isEqualTo(250);
        host.listeners.getFirst().onAnswer(null);
        host.listeners.getFirst().onAnswer(null);
        assertThat(calls.call("proxy_http_call", "nowhere", headers, "", "", 250, OUT))
                .isEqualTo(2);
        assertThat(calls.call("proxy_http_call", "auth", pairs(":method", "GET"), "", "", 250, OUT))
                .isEqualTo(2);
        assertThat(calls.call("proxy_get_header_map_value", 6, ":status", OUT, OUT + 4))
                .isEqualTo(1);
    }

    @Test
    void system_tellsTimeLevelAndContext() {
        assertThat(calls.call("proxy_get_current_time_nanoseconds", OUT)).isZero();
        assertThat(calls.guest().readInt(OUT + 4)).isEqualTo((int) (host.timeNanos() >> 32));
        host.level = Host.LogLevel.WARN;
        assertThat(calls.call("proxy_get_log_level", OUT)).isZero();
        assertThat(calls.out()).isEqualTo(3);
        assertThat(calls.call("proxy_log", 2, "quiet")).isZero();
        assertThat(calls.call("proxy_log", 3, "loud")).isZero();
        assertThat(calls.call("proxy_log", 6, "none")).isEqualTo(2);
        assertThat(host.log).containsExactly("WARN test loud");
        assertThat(calls.call("proxy_set_effective_context", 99)).isEqualTo(2);
        assertThat(calls.call("proxy_done")).isEqualTo(1);
        assertThat(calls.call("proxy_call_foreign_function", "echo", "hi", OUT, OUT + 4))
                .isZero();
        assertThat(calls.given()).isEqualTo("hi");
        assertThat(calls.call("proxy_call_foreign_function", "echo", "no", OUT, OUT + 4))
                .isEqualTo(2);
        assertThat(calls.call("proxy_call_foreign_function", "echo", "boom", OUT, OUT + 4))
                .isEqualTo(2);
        assertThat(host.log)
                .last()
                .asString()
                .endsWith("foreign function echo failed: java.lang.IllegalStateException: boom");
        assertThat(calls.call("proxy_call_foreign_function", "what", "hi", OUT, OUT + 4))
                .isEqualTo(1);
        assertThat(calls.call("proxy_get_status", OUT, OUT + 4, OUT + 8)).isZero();
    }

    @Test
    void timer_ticks_untilItIsSetToZero() {
        assertThat(calls.call("proxy_set_tick_period_milliseconds", 100)).isZero();
        assertThat(host.timers)
                .singleElement()
                .extracting(timer -> timer.delay().toMillis())
                .isEqualTo(100L);
        host.fireTimer();
        assertThat(host.timers).hasSize(1);
        assertThat(calls.call("proxy_set_tick_period_milliseconds", 0)).isZero();
        assertThat(host.timers).isEmpty();
        assertThat(calls.call("proxy_set_tick_period_milliseconds", -1)).isEqualTo(2);
    }

    @Test
    void wasi_givesARuntimeWhatItNeedsToStart() {
        assertThat(calls.callIn(WASI, "args_sizes_get", OUT, OUT + 4)).isZero();
        assertThat(calls.callIn(WASI, "environ_sizes_get", OUT, OUT + 4)).isZero();
        assertThat(calls.callIn("wasi_unstable", "environ_get", OUT, OUT)).isZero();
        assertThat(calls.callIn(WASI, "clock_time_get", 0, 0L, OUT)).isZero();
        assertThat(calls.callIn(WASI, "clock_time_get", 2, 0L, OUT)).isEqualTo(58);
        assertThat(calls.callIn(WASI, "random_get", OUT, 16)).isZero();
        assertThat(calls.callIn(WASI, "random_get", OUT, 1 << 20)).isEqualTo(28);
        assertThat(calls.callIn(WASI, "fd_prestat_get", 3, OUT)).isEqualTo(8);
        assertThat(calls.callIn(WASI, "fd_fdstat_get", 1, OUT)).isZero();
        assertThat(calls.callIn(WASI, "fd_fdstat_get", 5, OUT)).isEqualTo(8);
        assertThat(calls.callIn(WASI, "poll_oneoff", OUT, OUT, 1, OUT)).isZero();
        assertThat(calls.callIn(WASI, "sched_yield")).isZero();
        assertThat(calls.callIn(WASI, "path_link", 1)).isEqualTo(52);
        assertThatThrownBy(() -> calls.callIn(WASI, "proc_exit", 3))
                .isInstanceOf(GuestException.class)
                .hasMessage("it exited with 3");
    }

    @Test
    void output_isALineOfTheLog() {
        calls.guest().write(59_000, "hell".getBytes(StandardCharsets.UTF_8), 0, 4);
        calls.guest().write(59_004, "o\n".getBytes(StandardCharsets.UTF_8), 0, 2);
        calls.guest().writeInt(59_100, 59_000);
        calls.guest().writeInt(59_104, 4);
        calls.guest().writeInt(59_108, 59_004);
        calls.guest().writeInt(59_112, 2);
        assertThat(calls.callIn(WASI, "fd_write", 1, 59_100, 2, OUT)).isZero();
        assertThat(calls.out()).isEqualTo(6);
        assertThat(host.log).containsExactly("INFO test hello");
        assertThat(calls.callIn(WASI, "fd_write", 7, 59_100, 1, OUT)).isEqualTo(8);
        assertThat(calls.callIn(WASI, "fd_write", 1, 59_100, 1 << 30, OUT)).isEqualTo(28);
    }

    @Test
    void import_answersUnimplemented_whenItIsUnknownOrOfAnotherType() {
        assertThat(calls.call("proxy_grpc_what", 1, 2)).isEqualTo(12);
        assertThat(calls.call("proxy_log", 1, 2, 3, 4)).isEqualTo(12);
    }

    @Test
    void pointer_isAStatus_whenItPointsNowhere() {
        for (String name : List.of("proxy_get_property", "proxy_define_metric", "proxy_call_foreign_function")) {
            Object[] args =
                    name.endsWith("function") ? new Object[] {-1, 4, 0, 0, OUT, OUT} : new Object[] {1, -1, 4, OUT};
            assertThat(calls.call(name, args)).as(name).isEqualTo(6);
        }
        assertThat(calls.call("proxy_get_header_map_pairs", 0, OUT, 65_533)).isEqualTo(6);
        assertThat(calls.call("proxy_log", 2, 65_000, 1000)).isEqualTo(6);
        assertThat(calls.callIn(WASI, "clock_time_get", 0, 0L, 65_532)).isEqualTo(21);
    }

    private static String pairs(String... fields) {
        FieldMap map = new FieldMap();
        for (int i = 0; i < fields.length; i += 2) {
            map.add(fields[i], fields[i + 1]);
        }
        return new String(Pairs.encode(map), StandardCharsets.ISO_8859_1);
    }
}
