package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The host has every function that the specification has, with its parameters: a guest that links elsewhere links here. */
class ConformanceTest {
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
}
