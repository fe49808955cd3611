package dev.trestle.wasm;

import dev.trestle.wasm.engine.Guest;
import dev.trestle.wasm.engine.GuestFunction;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The functions of one guest that its host calls, found once; null for those it does not have, and for those that do nothing and answer 0,
 * which is what a missing one is taken for.
 */
final class Callbacks {
    /** A 0 of these says no; none at all says yes. */
    private static final Set<String> ANSWERED = Set.of("proxy_on_vm_start", "proxy_on_configure", "proxy_on_done");

    final @Nullable GuestFunction malloc;
    final @Nullable GuestFunction contextCreate;
    final @Nullable GuestFunction vmStart;
    final @Nullable GuestFunction configure;
    final @Nullable GuestFunction done;
    final @Nullable GuestFunction log;
    final @Nullable GuestFunction delete;
    final @Nullable GuestFunction tick;
    final @Nullable GuestFunction requestHeaders;
    final @Nullable GuestFunction requestBody;
    final @Nullable GuestFunction requestTrailers;
    final @Nullable GuestFunction responseHeaders;
    final @Nullable GuestFunction responseBody;
    final @Nullable GuestFunction responseTrailers;
    final @Nullable GuestFunction newConnection;
    final @Nullable GuestFunction downstreamData;
    final @Nullable GuestFunction upstreamData;
    final @Nullable GuestFunction downstreamClose;
    final @Nullable GuestFunction upstreamClose;
    final @Nullable GuestFunction httpCallResponse;
    final @Nullable GuestFunction redisCallResponse;
    final @Nullable GuestFunction queueReady;
    final @Nullable GuestFunction grpcMetadata;
    final @Nullable GuestFunction grpcReceive;
    final @Nullable GuestFunction grpcTrailers;
    final @Nullable GuestFunction grpcClose;
    final @Nullable GuestFunction foreign;

    Callbacks(Guest guest) {
        this(name -> {
            GuestFunction function = guest.function(name);
            boolean idle = function != null && function.isConstant() && function.answer() == 0;
            return idle && !ANSWERED.contains(name) ? null : function;
        });
    }

    private Callbacks(Function<String, @Nullable GuestFunction> guest) {
        GuestFunction allocate = guest.apply("proxy_on_memory_allocate");
        malloc = allocate == null ? guest.apply("malloc") : allocate;
        contextCreate = guest.apply("proxy_on_context_create");
        vmStart = guest.apply("proxy_on_vm_start");
        configure = guest.apply("proxy_on_configure");
        done = guest.apply("proxy_on_done");
        log = guest.apply("proxy_on_log");
        delete = guest.apply("proxy_on_delete");
        tick = guest.apply("proxy_on_tick");
        requestHeaders = guest.apply("proxy_on_request_headers");
        requestBody = guest.apply("proxy_on_request_body");
        requestTrailers = guest.apply("proxy_on_request_trailers");
        responseHeaders = guest.apply("proxy_on_response_headers");
        responseBody = guest.apply("proxy_on_response_body");
        responseTrailers = guest.apply("proxy_on_response_trailers");
        newConnection = guest.apply("proxy_on_new_connection");
        downstreamData = guest.apply("proxy_on_downstream_data");
        upstreamData = guest.apply("proxy_on_upstream_data");
        downstreamClose = guest.apply("proxy_on_downstream_connection_close");
        upstreamClose = guest.apply("proxy_on_upstream_connection_close");
        httpCallResponse = guest.apply("proxy_on_http_call_response");
        redisCallResponse = guest.apply("proxy_on_redis_call_response");
        queueReady = guest.apply("proxy_on_queue_ready");
        grpcMetadata = guest.apply("proxy_on_grpc_receive_initial_metadata");
        grpcReceive = guest.apply("proxy_on_grpc_receive");
        grpcTrailers = guest.apply("proxy_on_grpc_receive_trailing_metadata");
        grpcClose = guest.apply("proxy_on_grpc_close");
        foreign = guest.apply("proxy_on_foreign_function");
    }

    /** The names of all of them, in the order above. */
    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        new Callbacks(name -> {
            names.add(name);
            return null;
        });
        return names;
    }
}
