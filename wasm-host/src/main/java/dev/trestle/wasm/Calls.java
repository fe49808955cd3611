package dev.trestle.wasm;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.RedisCallouts;
import dev.trestle.wasm.engine.GuestFunction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** What one instance has sent by itself, requests and commands for Redis, and the answer that it is looking at. */
final class Calls {
    private static final int MAX_CALLS = 256;
    private static final int MAX_MESSAGES = 4;

    private final PluginInstance instance;
    private final Map<Integer, Runnable> cancels = new HashMap<>();
    private int nextToken = 1;
    private long sentBytes;
    private Callouts.@Nullable Answer answer;
    private byte @Nullable [] redisReply;

    Calls(PluginInstance instance) {
        this.instance = instance;
    }

    /** Sends a request. The token of its answer, or 0 if it cannot be sent. */
    int send(Callouts.Request call) {
        int size = call.body().length;
        Host host = instance.plugin().host();
        return send(
                size,
                token ->
                        host.call(instance.loop(), call, reply -> instance.onLoop(() -> answered(token, size, reply))));
    }

    /** Sends a command, likewise. */
    int send(RedisCallouts.Command command) {
        int size = command.bytes().length;
        Host host = instance.plugin().host();
        return send(
                size,
                token -> host.redis(
                        instance.loop(), command, reply -> instance.onLoop(() -> answered(token, size, reply))));
    }

    private int send(int size, IntFunction<@Nullable Runnable> begin) {
        long most = (long) MAX_MESSAGES * instance.plugin().settings().limits().maxMessageBytes();
        if (cancels.size() >= MAX_CALLS || sentBytes + size > most) {
            return 0;
        }
        int token = nextToken();
        if (instance.isCanary()) {
            return token;
        }
        cancels.put(token, () -> {});
        sentBytes += size;
        Runnable cancel = begin.apply(token);
        if (cancel == null) {
            cancels.remove(token);
            sentBytes -= size;
            return 0;
        }
        cancels.replace(token, cancel);
        return token;
    }

    /** A number for the next call of any kind, never 0. */
    int nextToken() {
        int token = nextToken;
        nextToken = token == Integer.MAX_VALUE ? 1 : token + 1;
        return token;
    }

    /** The answer in the callback that shows it; null at any other time. */
    Callouts.@Nullable Answer answer() {
        return answer;
    }

    /** The same of Redis. */
    byte @Nullable [] redisReply() {
        return redisReply;
    }

    void cancel() {
        List<Runnable> all = List.copyOf(cancels.values());
        cancels.clear();
        all.forEach(Runnable::run);
    }

    private void answered(int token, int size, Callouts.@Nullable Answer reply) {
        if (!isAwaited(token, size)) {
            return;
        }
        answer = reply;
        int fields = reply == null ? 0 : reply.headers().size();
        int body = reply == null ? 0 : reply.body().length;
        int trailers = reply == null ? 0 : reply.trailers().size();
        try {
            show(instance.callbacks().httpCallResponse, token, fields, body, trailers);
        } finally {
            answer = null;
        }
    }

    private void answered(int token, int size, byte @Nullable [] reply) {
        if (!isAwaited(token, size)) {
            return;
        }
        redisReply = reply;
        try {
            // The status: 0 for an answer of Redis', whatever it says.
            show(
                    instance.callbacks().redisCallResponse,
                    token,
                    reply == null ? 1 : 0,
                    reply == null ? 0 : reply.length);
        } finally {
            redisReply = null;
        }
    }

    private boolean isAwaited(int token, int size) {
        if (cancels.remove(token) == null || instance.isLost()) {
            return false;
        }
        sentBytes -= size;
        return true;
    }

    private void show(@Nullable GuestFunction callback, int token, long... facts) {
        long[] arguments = new long[facts.length + 2];
        arguments[0] = PluginInstance.ROOT_ID;
        arguments[1] = token;
        System.arraycopy(facts, 0, arguments, 2, facts.length);
        PluginInstance.quietly(() -> instance.enter(instance.root(), callback, arguments));
    }
}
