package dev.trestle.wasm;

import dev.trestle.filter.FieldMap;
import dev.trestle.filter.GrpcCallouts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The gRPC calls and streams of one instance, and what it is looking at in the callback that shows it. */
final class GrpcCalls {
    private static final int MAX_CALLS = 256;
    private static final int MAX_MESSAGES = 4;

    private final PluginInstance instance;
    private final Map<Integer, Open> open = new HashMap<>();
    private @Nullable FieldMap metadata;
    private @Nullable FieldMap trailers;
    private byte @Nullable [] message;
    private int status;
    private String statusText = "";

    GrpcCalls(PluginInstance instance) {
        this.instance = instance;
    }

    /** One call with one message, whose answer is shown whole; its token, or 0 if it cannot be sent. */
    int call(GrpcCallouts.Call call, byte[] request) {
        int token = open(call, true);
        Open made = open.get(token);
        if (made != null) {
            made.send(request, GrpcCallouts.More.NO);
        }
        return token;
    }

    /** A stream; its token, or 0 if it cannot be opened. */
    int stream(GrpcCallouts.Call call) {
        return open(call, false);
    }

    /** A message of a stream's; a status. */
    int send(int token, byte[] bytes, GrpcCallouts.More more) {
        Open known = open.get(token);
        if (known == null || known.unary || known.ended) {
            return known == null ? Status.NOT_FOUND : Status.BAD_ARGUMENT;
        }
        known.ended = more == GrpcCallouts.More.NO;
        known.send(bytes, more);
        return Status.OK;
    }

    /** No more messages; a call that is no stream is given up. A status. */
    int close(int token) {
        Open known = open.get(token);
        if (known == null || known.unary) {
            return cancel(token);
        }
        if (!known.ended && known.stream != null) {
            known.ended = true;
            known.stream.send(null, GrpcCallouts.More.NO);
        }
        return Status.OK;
    }

    /** Nothing more is wanted of it; a status. */
    int cancel(int token) {
        Open known = open.remove(token);
        if (known == null) {
            return Status.NOT_FOUND;
        }
        known.cancel();
        return Status.OK;
    }

    void cancelAll() {
        List<Open> all = List.copyOf(open.values());
        open.clear();
        all.forEach(Open::cancel);
    }

    @Nullable
    FieldMap metadata() {
        return metadata;
    }

    @Nullable
    FieldMap trailers() {
        return trailers;
    }

    byte @Nullable [] message() {
        return message;
    }

    int status() {
        return status;
    }

    String statusText() {
        return statusText;
    }

    private int open(GrpcCallouts.Call call, boolean unary) {
        if (open.size() >= MAX_CALLS) {
            return 0;
        }
        int token = instance.calls().nextToken();
        if (instance.isCanary()) {
            return token;
        }
        Open made = new Open(token, unary);
        open.put(token, made);
        GrpcCallouts.Stream stream = instance.plugin().host().grpc(instance.loop(), call, made);
        if (stream == null) {
            open.remove(token);
            return 0;
        }
        made.stream = stream;
        return token;
    }

    private void show(
            @Nullable FieldMap fields, @Nullable FieldMap ending, byte @Nullable [] bytes, Runnable callback) {
        metadata = fields;
        trailers = ending;
        message = bytes;
        try {
            PluginInstance.quietly(callback);
        } finally {
            metadata = null;
            trailers = null;
            message = null;
        }
    }

    /** One call. A unary one is shown once: as its message if it ended well, as its status if not. */
    private final class Open implements GrpcCallouts.Listener {
        private final int token;
        private final boolean unary;
        private GrpcCallouts.@Nullable Stream stream;
        private byte @Nullable [] answer;
        private boolean ended;

        Open(int token, boolean unary) {
            this.token = token;
            this.unary = unary;
        }

        @Override
        public void onMetadata(FieldMap fields) {
            instance.onLoop(() -> {
                if (isAwaited() && !unary) {
                    show(fields, null, null, () -> enter(instance.callbacks().grpcMetadata, fields.size()));
                }
            });
        }

        @Override
        public void onMessage(byte[] bytes) {
            instance.onLoop(() -> {
                if (isAwaited() && unary) {
                    answer = bytes;
                } else if (isAwaited()) {
                    show(null, null, bytes, () -> enter(instance.callbacks().grpcReceive, bytes.length));
                }
            });
        }

        @Override
        public void onEnd(FieldMap fields, int code, String text) {
            instance.onLoop(() -> {
                if (isAwaited()) {
                    end(fields, code, text);
                }
            });
        }

        private void end(FieldMap fields, int code, String text) {
            byte[] whole = answer;
            boolean lacking = unary && code == GrpcCallouts.OK && whole == null;
            status = lacking ? GrpcCallouts.INTERNAL : code;
            statusText = lacking ? "no message came" : text;
            if (!unary) {
                show(null, fields, null, () -> enter(instance.callbacks().grpcTrailers, fields.size()));
            }
            open.remove(token);
            if (unary && code == GrpcCallouts.OK && whole != null) {
                show(null, null, whole, () -> enter(instance.callbacks().grpcReceive, whole.length));
            } else {
                int told = status;
                show(null, null, null, () -> enter(instance.callbacks().grpcClose, told));
            }
        }

        /** Ends the call instead, if the instance has more bytes on their way than it may. */
        void send(byte[] bytes, GrpcCallouts.More more) {
            GrpcCallouts.Stream out = stream;
            if (out == null) {
                return;
            }
            long unsent = bytes.length;
            for (Open each : open.values()) {
                unsent += each.stream == null ? 0 : each.stream.unsentBytes();
            }
            if (unsent
                    <= (long) MAX_MESSAGES
                            * instance.plugin().settings().limits().maxMessageBytes()) {
                out.send(bytes, more);
                return;
            }
            out.cancel();
            stream = null;
            instance.loop()
                    .execute(() -> onEnd(new FieldMap(), GrpcCallouts.RESOURCE_EXHAUSTED, "too many bytes unsent"));
        }

        private boolean isAwaited() {
            return open.get(token) == this && !instance.isLost();
        }

        private void enter(dev.trestle.wasm.engine.@Nullable GuestFunction callback, int argument) {
            instance.enter(instance.root(), callback, PluginInstance.ROOT_ID, token, argument);
        }

        void cancel() {
            if (stream != null) {
                stream.cancel();
            }
        }
    }
}
