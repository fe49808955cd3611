package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import dev.trestle.wasm.HostTable.Args;
import java.nio.charset.StandardCharsets;

/** What a plugin does to its stream. All of it happens after the callback has returned. */
final class StreamFunctions {
    private StreamFunctions() {}

    static void register(HostTable functions) {
        functions.add("proxy_continue_stream", "i", (in, args) -> resume(in, args.at(0)));
        functions.add("proxy_continue_request", "", (in, args) -> resume(in, 0));
        functions.add("proxy_continue_response", "", (in, args) -> resume(in, 1));
        functions.add("proxy_close_stream", "i", (in, args) -> close(in, args.at(0)));
        functions.add("proxy_send_local_response", "iiiiiiii", StreamFunctions::reply);
        functions.add("proxy_clear_route_cache", "", (in, args) -> Status.OK);
        functions.add("proxy_get_status", "iii", StreamFunctions::status);
    }

    private static int resume(PluginInstance in, int which) {
        Context context = in.effective();
        World.Side[] sides = World.Side.values();
        if (context.world == null || which < 0 || which >= sides.length) {
            return Status.BAD_ARGUMENT;
        }
        return in.defer(() -> context.resume(sides[which])) ? Status.OK : Status.INTERNAL_FAILURE;
    }

    private static int close(PluginInstance in, int which) {
        World world = in.effective().world;
        World.Side[] sides = World.Side.values();
        if (world == null || which < 0 || which >= sides.length) {
            return Status.BAD_ARGUMENT;
        }
        return in.defer(() -> world.close(sides[which])) ? Status.OK : Status.INTERNAL_FAILURE;
    }

    private static int reply(PluginInstance in, Args args) {
        int max = in.plugin().settings().limits().maxMessageBytes();
        int status = args.at(0);
        if (args.at(4) < 0 || args.at(4) > max || status < 200 || status > 599) {
            return Status.BAD_ARGUMENT;
        }
        byte[] body = in.guest().read(args.at(3), args.at(4));
        FieldMap headers = FieldFunctions.pairs(in, args.at(5), args.at(6));
        String details = new String(in.guest().read(args.at(1), args.at(2)), StandardCharsets.UTF_8);
        if (headers == null) {
            return Status.BAD_ARGUMENT;
        }
        FieldMap plain = new FieldMap();
        headers.forEachPlain(plain::add);
        World.LocalReply reply = new World.LocalReply(status, details, plain, body, args.at(7));
        return in.effective().reply(reply) ? Status.OK : Status.BAD_ARGUMENT;
    }

    private static int status(PluginInstance in, Args args) {
        in.guest().writeInt(args.at(0), in.grpcCalls().status());
        byte[] text = in.grpcCalls().statusText().getBytes(StandardCharsets.UTF_8);
        return HostFunctions.give(in, text, args.at(1), args.at(2));
    }
}
