package dev.trestle.wasm;

import dev.trestle.filter.Callouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The requests that one instance has sent by itself, and the answer that it is looking at. */
final class Calls {
    private static final int MAX_CALLS = 256;
    private static final int MAX_MESSAGES = 4;

    private final PluginInstance instance;
    private final Map<Integer, Runnable> cancels = new HashMap<>();
    private int nextToken = 1;
    private long sentBytes;
    private Callouts.@Nullable Answer answer;

    Calls(PluginInstance instance) {
        this.instance = instance;
    }

    /** Sends a request. The token of its answer, or 0 if it cannot be sent. */
    int send(Callouts.Request call) {
        int size = call.body().length;
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
        Runnable cancel = instance.plugin()
                .host()
                .call(instance.loop(), call, reply -> instance.onLoop(() -> answered(token, size, reply)));
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

    void cancel() {
        List<Runnable> all = List.copyOf(cancels.values());
        cancels.clear();
        all.forEach(Runnable::run);
    }

    private void answered(int token, int size, Callouts.@Nullable Answer reply) {
        if (cancels.remove(token) == null || instance.isLost()) {
            return;
        }
        sentBytes -= size;
        answer = reply;
        int fields = reply == null ? 0 : reply.headers().size();
        int body = reply == null ? 0 : reply.body().length;
        int trailers = reply == null ? 0 : reply.trailers().size();
        try {
            PluginInstance.quietly(() -> instance.enter(
                    instance.root(),
                    instance.callbacks().httpCallResponse,
                    PluginInstance.ROOT_ID,
                    token,
                    fields,
                    body,
                    trailers));
        } finally {
            answer = null;
        }
    }
}
