package dev.trestle.wasm;

import dev.trestle.filter.RedisCallouts;
import dev.trestle.wasm.HostTable.Args;
import dev.trestle.wasm.engine.StackReserve;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Redis, of Higress' dialect: https://github.com/higress-group/proxy-wasm-go-sdk, {@code proxywasm/internal/abi_hostcalls.go}. Whoever
 * calls has said before with {@code proxy_redis_init} as whom.
 */
final class RedisFunctions {
    private RedisFunctions() {}

    static void register(HostTable functions) {
        functions.add("proxy_redis_init", "iiiiiii", RedisFunctions::init);
        functions.add("proxy_redis_call", "iiiii", RedisFunctions::call);
    }

    private static int init(PluginInstance in, Args args) {
        StackReserve.check();
        Duration timeout = Duration.ofMillis(Integer.toUnsignedLong(args.at(6)));
        return in.redisLogins().init(text(in, args, 0), text(in, args, 2), text(in, args, 4), timeout);
    }

    private static int call(PluginInstance in, Args args) {
        StackReserve.check();
        in.guest().check(args.at(4), Integer.BYTES);
        int max = in.plugin().settings().limits().maxMessageBytes();
        RedisLogins.Known known = in.redisLogins().find(text(in, args, 0));
        if (known == null || args.at(3) < 0 || args.at(3) > max) {
            return Status.BAD_ARGUMENT;
        }
        byte[] command = in.guest().read(args.at(2), args.at(3));
        int token =
                in.calls().send(new RedisCallouts.Command(known.upstream(), known.login(), command, known.timeout()));
        in.guest().writeInt(args.at(4), token);
        return token == 0 ? Status.BAD_ARGUMENT : Status.OK;
    }

    private static String text(PluginInstance in, Args args, int index) {
        return new String(in.guest().read(args.at(index), args.at(index + 1)), StandardCharsets.UTF_8);
    }
}
