package dev.trestle.wasm;

import dev.trestle.wasm.HostTable.Args;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Requests that a plugin sends by itself. */
final class CallFunctions {
    private CallFunctions() {}

    static void register(HostTable functions) {
        functions.add("proxy_http_call", "iiiiiiiiii", CallFunctions::http);
    }

    private static int http(PluginInstance in, Args args) {
        in.guest().check(args.at(9), Integer.BYTES);
        int max = in.plugin().settings().limits().maxMessageBytes();
        if (args.at(5) < 0 || args.at(5) > max) {
            return Status.BAD_ARGUMENT;
        }
        String upstream = new String(in.guest().read(args.at(0), args.at(1)), StandardCharsets.UTF_8);
        FieldMap headers = Pairs.decode(in.guest().read(args.at(2), args.at(3)));
        byte[] body = in.guest().read(args.at(4), args.at(5));
        FieldMap trailers = Pairs.decode(in.guest().read(args.at(6), args.at(7)));
        if (headers == null || trailers == null || !isComplete(headers)) {
            return Status.BAD_ARGUMENT;
        }
        Duration timeout = Duration.ofMillis(Integer.toUnsignedLong(args.at(8)));
        int token = in.calls().send(new Host.HttpCall(upstream, headers, body, trailers, timeout));
        in.guest().writeInt(args.at(9), token);
        return token == 0 ? Status.BAD_ARGUMENT : Status.OK;
    }

    private static boolean isComplete(FieldMap headers) {
        return headers.get(":method") != null && headers.get(":path") != null && headers.get(":authority") != null;
    }
}
