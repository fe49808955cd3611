package dev.trestle.wasm;

import dev.trestle.filter.Body;
import dev.trestle.filter.Callouts;
import dev.trestle.wasm.HostTable.Args;
import org.jspecify.annotations.Nullable;

/** Buffers: bodies, data of connections, configurations, the body of a call's answer. */
final class BufferFunctions {
    private static final long ALL = 0xFFFF_FFFFL;
    private static final int STREAM_BUFFERS = 4;
    private static final int CALL_BODY = 4;
    private static final int GRPC_MESSAGE = 5;
    private static final int VM_CONFIGURATION = 6;
    private static final int PLUGIN_CONFIGURATION = 7;
    private static final int FOREIGN_ARGUMENTS = 8;
    private static final int REDIS_REPLY = 9;

    private BufferFunctions() {}

    static void register(HostTable functions) {
        functions.add("proxy_get_buffer_bytes", "iiiii", BufferFunctions::get);
        functions.add("proxy_set_buffer_bytes", "iiiii", BufferFunctions::set);
        functions.add("proxy_get_buffer_status", "iii", BufferFunctions::status);
        functions.add("proxy_get_configuration", "ii", BufferFunctions::configuration);
    }

    /** Copies from {@code start} at most {@code length} bytes; all that are left if that is more. */
    private static int get(PluginInstance in, Args args) {
        Body body = body(in, args.at(0));
        if (body == null) {
            HostFunctions.give(in, new byte[0], args.at(3), args.at(4));
            return Status.NOT_FOUND;
        }
        if (isBeyondAll(args)) {
            return Status.BAD_ARGUMENT;
        }
        int from = from(args, body);
        return HostFunctions.give(in, body.copy(from, length(args, body, from)), args.at(3), args.at(4));
    }

    /** Puts bytes in the place of a range: before all with a length of 0, behind all with a start at or after the end. */
    private static int set(PluginInstance in, Args args) {
        int size = args.at(4);
        if (size < 0 || size > in.plugin().settings().limits().maxMessageBytes()) {
            return Status.BAD_ARGUMENT;
        }
        byte[] data = in.guest().read(args.at(3), size);
        Body body = args.at(0) < STREAM_BUFFERS ? body(in, args.at(0)) : null;
        if (body == null || isBeyondAll(args)) {
            return Status.BAD_ARGUMENT;
        }
        int from = from(args, body);
        return body.splice(from, length(args, body, from), data) ? Status.OK : Status.BAD_ARGUMENT;
    }

    /** SDKs say "all of it" by the greatest length of 31 or of 32 bits; a range that ends beyond 32 bits is none. */
    private static boolean isBeyondAll(Args args) {
        return Integer.toUnsignedLong(args.at(1)) + Integer.toUnsignedLong(args.at(2)) > ALL;
    }

    private static int from(Args args, Body body) {
        return (int) Math.min(Integer.toUnsignedLong(args.at(1)), body.size());
    }

    private static int length(Args args, Body body, int from) {
        return (int) Math.min(Integer.toUnsignedLong(args.at(2)), body.size() - from);
    }

    private static int status(PluginInstance in, Args args) {
        Body body = body(in, args.at(0));
        in.guest().writeInt(args.at(1), body == null ? 0 : body.size());
        in.guest().writeInt(args.at(2), 0);
        return body == null ? Status.NOT_FOUND : Status.OK;
    }

    private static int configuration(PluginInstance in, Args args) {
        byte[] configuration = in.configuration();
        return HostFunctions.give(in, configuration == null ? new byte[0] : configuration, args.at(0), args.at(1));
    }

    private static @Nullable Body body(PluginInstance in, int id) {
        if (id >= 0 && id < STREAM_BUFFERS) {
            World world = in.effective().world;
            World.Bytes[] all = World.Bytes.values();
            return world == null ? null : world.bytes(all[id]);
        }
        byte[] content = content(in, id);
        return content == null ? null : Body.of(content);
    }

    private static byte @Nullable [] content(PluginInstance in, int id) {
        Callouts.Answer answer = in.calls().answer();
        return switch (id) {
            case CALL_BODY -> answer == null ? null : answer.body();
            case GRPC_MESSAGE -> in.grpcCalls().message();
            case VM_CONFIGURATION -> in.plugin().settings().vmConfiguration();
            case PLUGIN_CONFIGURATION -> in.plugin().settings().configuration();
            case REDIS_REPLY -> in.calls().redisReply();
            case FOREIGN_ARGUMENTS -> in.foreignCalls().arguments();
            default -> null;
        };
    }
}
