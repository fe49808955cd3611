package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.wasm.engine.Code;
import dev.trestle.wasm.engine.GuestException;
import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.ModuleException;
import dev.trestle.wasm.engine.Signature;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The host has every function that the specification has, with its parameters: a guest that links elsewhere links here. */
class ConformanceTest {
    private static final String WASI = "wasi_snapshot_preview1";

    /** Version 0.2.1 of the specification: a name, and a letter for each parameter. */
    private static final String FUNCTIONS = """
            proxy_done
            proxy_set_effective_context i
            proxy_log iii
            fd_write iiii
            proxy_get_log_level i
            proxy_get_current_time_nanoseconds i
            clock_time_get iIi
            proxy_set_tick_period_milliseconds i
            random_get ii
            environ_sizes_get ii
            environ_get ii
            proxy_set_buffer_bytes iiiii
            proxy_get_buffer_bytes iiiii
            proxy_get_buffer_status iii
            proxy_get_header_map_size ii
            proxy_get_header_map_pairs iii
            proxy_set_header_map_pairs iii
            proxy_get_header_map_value iiiii
            proxy_add_header_map_value iiiii
            proxy_replace_header_map_value iiiii
            proxy_remove_header_map_value iii
            proxy_continue_stream i
            proxy_close_stream i
            proxy_get_status iii
            proxy_send_local_response iiiiiiii
            proxy_http_call iiiiiiiiii
            proxy_grpc_call iiiiiiiiiiii
            proxy_grpc_stream iiiiiiiii
            proxy_grpc_send iiii
            proxy_grpc_cancel i
            proxy_grpc_close i
            proxy_set_shared_data iiiii
            proxy_get_shared_data iiiii
            proxy_register_shared_queue iii
            proxy_resolve_shared_queue iiiii
            proxy_enqueue_shared_queue iii
            proxy_dequeue_shared_queue iii
            proxy_define_metric iiii
            proxy_record_metric iI
            proxy_increment_metric iI
            proxy_get_metric ii
            proxy_get_property iiii
            proxy_set_property iiii
            proxy_call_foreign_function iiiiii
            args_sizes_get ii
            args_get ii
            proc_exit i
            """;

    /** Functions of version 0.1.0 that later ones do not have. */
    private static final String OLD_FUNCTIONS = """
            proxy_get_configuration ii
            proxy_continue_request
            proxy_continue_response
            proxy_clear_route_cache
            """;

    @Test
    void host_hasEveryFunctionOfTheSpecification() {
        List<String> wanted =
                (FUNCTIONS + OLD_FUNCTIONS).lines().map(String::strip).toList();
        assertThat(wanted).hasSize(51);
        for (String line : wanted) {
            String name = line.split(" ")[0];
            String params = line.substring(name.length()).strip();
            String module = name.startsWith("proxy_") ? "env" : "wasi_snapshot_preview1";
            assertThat(HostTable.ALL.find(new GuestImport(module, name, new Signature(params, "i"))))
                    .as(line)
                    .isNotNull();
            assertThat(HostTable.ALL.find(new GuestImport(module, name, new Signature(params + "i", "i"))))
                    .as(line + " with a parameter too many")
                    .isNull();
        }
    }

    @Test
    void functionsOfRuntimes_answer_andDoNothing() throws ModuleException {
        FakeHost host = new FakeHost();
        HostCalls calls = new HostCalls(host);
        host.log.clear();
        int out = HostCalls.OUT;
        assertThat(calls.callIn(WASI, "args_get", out, out)).isZero();
        assertThat(calls.callIn(WASI, "sched_yield")).isZero();
        assertThat(calls.callIn(WASI, "fd_read", 0, out, 1, out)).isEqualTo(52);
        assertThat(calls.callIn(WASI, "fd_seek", 1, 0L, 0, out)).isEqualTo(52);
        assertThat(calls.callIn(WASI, "fd_close", 1)).isEqualTo(52);
        assertThat(calls.callIn(WASI, "fd_fdstat_set_flags", 1, 0)).isEqualTo(52);
        assertThat(calls.callIn(WASI, "fd_prestat_dir_name", 3, out, 8)).isEqualTo(58);
        assertThat(calls.callIn(WASI, "path_open", 3, 0, out, 4, 0, 0L, 0L, 0, out))
                .isEqualTo(44);
        assertThat(calls.call("emscripten_notify_memory_growth", 0)).isZero();
        assertThat(calls.call("pthread_equal", 4, 4)).isOne();
        assertThat(calls.call("pthread_equal", 4, 5)).isZero();
        assertThat(calls.call("proxy_clear_route_cache")).isZero();
        assertThatThrownBy(() -> calls.call("abort", 0, 0, 0, 0))
                .isInstanceOf(GuestException.class)
                .hasMessage("it called abort");
        assertThat(host.log).isEmpty();
    }

    @Test
    void entries_areCalled_oneBehindTheOther_andStartOnlyWithoutInitialize() throws ModuleException {
        assertThat(start(Set.of("_initialize", "main", "_start"), Set.of())).isEmpty();
        assertThat(start(Set.of("_initialize"), Set.of("main"))).contains("TRAP");
        assertThat(start(Set.of("_initialize"), Set.of("__main_void"))).contains("TRAP");
        assertThat(start(Set.of("_initialize"), Set.of("_start"))).isEmpty();
        assertThat(start(Set.of(), Set.of("_start"))).contains("TRAP");
        assertThat(start(Set.of(), Set.of("main")))
                .as("there is no other entry")
                .isEmpty();
    }

    /** Why a module does not start, some of whose exports do nothing while others break off; empty if it does. */
    private static String start(Set<String> quiet, Set<String> broken) throws ModuleException {
        StringBuilder exports = new StringBuilder();
        exports.append(export("proxy_abi_version_0_2_1", 0));
        quiet.forEach(name -> exports.append(export(name, 0)));
        broken.forEach(name -> exports.append(export(name, 1)));
        String count = String.format("%02x", 1 + quiet.size() + broken.size());
        String module = "0061736d01000000" + "010401600000" + "0303020000" + "0503010001"
                + "07" + String.format("%02x", 1 + exports.length() / 2) + count + exports
                + "0a08" + "02" + "02000b" + "0300000b";
        Code code = Code.load(HexFormat.of().parseHex(module), Code.Mode.INTERPRETED);
        try {
            Plugin.start(code, Plugins.settings(""), Plugin.Commons.of(new FakeHost()))
                    .close();
            return "";
        } catch (ModuleException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private static String export(String name, int function) {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        return String.format("%02x", text.length) + HexFormat.of().formatHex(text) + "00"
                + String.format("%02x", function);
    }
}
