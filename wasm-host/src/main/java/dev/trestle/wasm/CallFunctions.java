package dev.trestle.wasm;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.wasm.HostTable.Args;
import dev.trestle.wasm.engine.StackReserve;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Requests that a plugin sends by itself: HTTP and gRPC. */
final class CallFunctions {
    private static final long UNSIGNED_MAX = Integer.toUnsignedLong(-1);

    private CallFunctions() {}

    static void register(HostTable functions) {
        functions.add("proxy_http_call", "iiiiiiiiii", CallFunctions::http);
        functions.add("proxy_grpc_call", "iiiiiiiiiiii", CallFunctions::grpcCall);
        functions.add("proxy_grpc_stream", "iiiiiiiii", CallFunctions::grpcStream);
        functions.add("proxy_grpc_send", "iiii", CallFunctions::grpcSend);
        functions.add("proxy_grpc_cancel", "i", (in, args) -> in.grpcCalls().cancel(args.at(0)));
        functions.add("proxy_grpc_close", "i", (in, args) -> in.grpcCalls().close(args.at(0)));
    }

    private static int http(PluginInstance in, Args args) {
        StackReserve.check();
        in.guest().check(args.at(9), Integer.BYTES);
        int max = in.plugin().settings().limits().maxMessageBytes();
        if (args.at(5) < 0 || args.at(5) > max) {
            return Status.BAD_ARGUMENT;
        }
        String upstream = text(in, args.at(0), args.at(1));
        FieldMap headers = FieldFunctions.pairs(in, args.at(2), args.at(3));
        byte[] body = in.guest().read(args.at(4), args.at(5));
        FieldMap trailers = FieldFunctions.pairs(in, args.at(6), args.at(7));
        if (headers == null || trailers == null || !isComplete(headers)) {
            return Status.BAD_ARGUMENT;
        }
        Duration timeout = Duration.ofMillis(Integer.toUnsignedLong(args.at(8)));
        int token = in.calls().send(new Callouts.Request(upstream, headers, body, trailers, timeout));
        in.guest().writeInt(args.at(9), token);
        return token == 0 ? Status.BAD_ARGUMENT : Status.OK;
    }

    private static boolean isComplete(FieldMap headers) {
        return headers.get(":method") != null && headers.get(":path") != null && headers.get(":authority") != null;
    }

    private static int grpcCall(PluginInstance in, Args args) {
        StackReserve.check();
        in.guest().check(args.at(11), Integer.BYTES);
        int max = in.plugin().settings().limits().maxMessageBytes();
        if (args.at(9) < 0 || args.at(9) > max) {
            return Status.BAD_ARGUMENT;
        }
        byte[] message = in.guest().read(args.at(8), args.at(9));
        // Zero is none for a stream; a call without one may take as long as any may.
        long millis = args.at(10) == 0 ? UNSIGNED_MAX : Integer.toUnsignedLong(args.at(10));
        GrpcCallouts.Call call = grpc(in, args, Duration.ofMillis(millis));
        int token = call == null ? 0 : in.grpcCalls().call(call, message);
        in.guest().writeInt(args.at(11), token);
        return token == 0 ? Status.BAD_ARGUMENT : Status.OK;
    }

    private static int grpcStream(PluginInstance in, Args args) {
        StackReserve.check();
        in.guest().check(args.at(8), Integer.BYTES);
        GrpcCallouts.Call call = grpc(in, args, Duration.ZERO);
        int token = call == null ? 0 : in.grpcCalls().stream(call);
        in.guest().writeInt(args.at(8), token);
        return token == 0 ? Status.BAD_ARGUMENT : Status.OK;
    }

    private static int grpcSend(PluginInstance in, Args args) {
        StackReserve.check();
        int max = in.plugin().settings().limits().maxMessageBytes();
        if (args.at(2) < 0 || args.at(2) > max) {
            return Status.BAD_ARGUMENT;
        }
        byte[] message = in.guest().read(args.at(1), args.at(2));
        return in.grpcCalls().send(args.at(0), message, args.at(3) == 0 ? GrpcCallouts.More.YES : GrpcCallouts.More.NO);
    }

    /** What calls and streams begin with: upstream, service, method, metadata. */
    private static GrpcCallouts.@Nullable Call grpc(PluginInstance in, Args args, Duration timeout) {
        String service = text(in, args.at(2), args.at(3));
        String method = text(in, args.at(4), args.at(5));
        FieldMap metadata = FieldFunctions.pairs(in, args.at(6), args.at(7));
        if (metadata == null || !FieldFunctions.isName(service) || !FieldFunctions.isName(method)) {
            return null;
        }
        String upstream = GrpcService.clusterName(in.guest().read(args.at(0), args.at(1)));
        int max = in.plugin().settings().limits().maxMessageBytes();
        return new GrpcCallouts.Call(upstream, service, method, metadata, timeout, max);
    }

    private static String text(PluginInstance in, int pointer, int length) {
        return new String(in.guest().read(pointer, length), StandardCharsets.UTF_8);
    }
}
