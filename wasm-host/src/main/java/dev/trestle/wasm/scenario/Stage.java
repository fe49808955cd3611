package dev.trestle.wasm.scenario;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.Action;
import dev.trestle.wasm.HttpContext;
import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.PluginLostException;
import dev.trestle.wasm.StreamContext;
import dev.trestle.wasm.World.Bytes;
import dev.trestle.wasm.World.Fields;
import dev.trestle.wasm.World.Side;
import dev.trestle.wasm.scenario.Expectation.Said;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the steps of one scenario to a plugin, as the gateway's exchange would: what comes behind something that is held waits until
 * that goes on, data that is held gathers, data that has gone on is gone.
 */
final class Stage {
    private final Plugin plugin;
    private final ScriptedHost host;
    private final ScriptedWorld world;
    private final Map<Side, Queue<Supplier<Said>>> behind = new EnumMap<>(Side.class);
    private final Map<Side, Boolean> held = new EnumMap<>(Side.class);
    private final Map<Side, Bytes> passed = new EnumMap<>(Side.class);
    private @Nullable HttpContext http;
    private @Nullable StreamContext connection;
    private boolean isOver;

    Stage(Plugin plugin, ScriptedHost host, ScriptedWorld world) {
        this.plugin = plugin;
        this.host = host;
        this.world = world;
    }

    /** A property that the module has set for the stream, or null. */
    byte @Nullable [] property(String path) {
        byte[] value = http == null ? null : http.property(path);
        return value == null && connection != null ? connection.property(path) : value;
    }

    /**
     * One step, and what the module goes on with because of it.
     *
     * @return what the module said at the end of the callback for it; null if there is none with an action
     * @throws PluginLostException if the instance breaks off
     * @throws StepException if the step cannot be
     */
    @Nullable
    Said play(Step step) {
        passed.values().forEach(world::clear);
        passed.clear();
        if (isOver) {
            world.clear();
            isOver = false;
        }
        Said said = show(step);
        settle();
        return said;
    }

    /** What was handed to the loop is done, and what waits behind something that was resumed is shown. */
    void settle() {
        int seen = 0;
        host.runTasks();
        while (seen < world.resumed.size()) {
            release(world.resumed.get(seen));
            seen++;
            host.runTasks();
        }
    }

    private void release(Side side) {
        held.remove(side);
        passed.putIfAbsent(side, bytes(side));
        Queue<Supplier<Said>> waiting = behind.remove(side);
        while (waiting != null && !waiting.isEmpty() && !held.containsKey(side)) {
            Said unused = waiting.remove().get();
        }
        if (waiting != null && !waiting.isEmpty()) {
            behind.put(side, waiting);
        }
    }

    private @Nullable Said show(Step step) {
        if (step.requestHeaders() != null) {
            return head(Side.REQUEST, step.requestHeaders(), Fields.REQUEST_HEADERS);
        }
        if (step.requestBody() != null) {
            return data(Side.REQUEST, step.requestBody());
        }
        if (step.requestTrailers() != null) {
            FieldMap trailers = Texts.fields(step.requestTrailers());
            return trailers(Side.REQUEST, trailers, Fields.REQUEST_TRAILERS);
        }
        if (step.responseHeaders() != null) {
            return head(Side.RESPONSE, step.responseHeaders(), Fields.RESPONSE_HEADERS);
        }
        if (step.responseBody() != null) {
            return data(Side.RESPONSE, step.responseBody());
        }
        if (step.responseTrailers() != null) {
            FieldMap trailers = Texts.fields(step.responseTrailers());
            return trailers(Side.RESPONSE, trailers, Fields.RESPONSE_TRAILERS);
        }
        if (step.downstreamData() != null) {
            return data(Side.DOWNSTREAM, step.downstreamData());
        }
        if (step.upstreamData() != null) {
            return data(Side.UPSTREAM, step.upstreamData());
        }
        if (step.event() != null) {
            return event(step.event());
        }
        return step.tick() == null ? answer(step.calloutReply()) : tick(step.tick());
    }

    // ---- messages ----

    private Said head(Side side, Step.Head head, Fields which) {
        world.put(which, Texts.fields(head.headers()));
        Rest rest = head.end() ? Rest.END : Rest.MORE;
        return shown(side, () -> {
            Action action = side == Side.REQUEST ? http().onRequestHeaders(rest) : http().onResponseHeaders(rest);
            if (action == Action.HOLD || action == Action.REPLIED) {
                held.put(side, true);
            }
            return Said.of(action);
        });
    }

    private Said data(Side side, Step.Piece piece) {
        Rest rest = piece.end() ? Rest.END : Rest.MORE;
        return shown(side, () -> {
            if (!world.append(bytes(side), piece.bytes())) {
                throw new StepException("the bytes that are held are more than limits allow");
            }
            int size = world.body(bytes(side)).size();
            Action action = switch (side) {
                case REQUEST -> http().onRequestBody(size, rest);
                case RESPONSE -> http().onResponseBody(size, rest);
                case DOWNSTREAM -> connection().onDownstreamData(size, rest);
                case UPSTREAM -> connection().onUpstreamData(size, rest);
            };
            if (action == Action.CONTINUE || action == Action.END_STREAM || action == Action.DROP) {
                passed.put(side, bytes(side));
            }
            return Said.of(action);
        });
    }

    private Said trailers(Side side, FieldMap trailers, Fields which) {
        return shown(side, () -> {
            world.put(which, trailers);
            return Said.of(side == Side.REQUEST ? http().onRequestTrailers() : http().onResponseTrailers());
        });
    }

    /** Now, or once what it comes behind has gone on. */
    private Said shown(Side side, Supplier<Said> callback) {
        if (!held.containsKey(side)) {
            return callback.get();
        }
        behind.computeIfAbsent(side, any -> new ArrayDeque<>()).add(callback);
        return Said.NOT_SHOWN;
    }

    private static Bytes bytes(Side side) {
        return switch (side) {
            case REQUEST -> Bytes.REQUEST_BODY;
            case RESPONSE -> Bytes.RESPONSE_BODY;
            case DOWNSTREAM -> Bytes.DOWNSTREAM_DATA;
            case UPSTREAM -> Bytes.UPSTREAM_DATA;
        };
    }

    // ---- everything else ----

    private @Nullable Said event(Step.Event event) {
        switch (event) {
            case NEW_CONNECTION -> {
                return Said.of(connection().onNewConnection());
            }
            case DOWNSTREAM_CLOSED -> connection().onDownstreamClose(ClosedBy.PEER);
            case UPSTREAM_CLOSED -> connection().onUpstreamClose(ClosedBy.PEER);
            case CLOSE -> close();
        }
        return null;
    }

    /** The stream is over; the next one finds nothing of it. */
    void close() {
        if (http != null) {
            http.close();
            http = null;
        }
        if (connection != null) {
            connection.close();
            connection = null;
        }
        held.clear();
        behind.clear();
        isOver = true;
    }

    private @Nullable Said tick(int times) {
        for (int i = 0; i < times; i++) {
            if (!host.tick()) {
                throw new StepException("the module has no timer that runs");
            }
            host.runTasks();
        }
        return null;
    }

    private @Nullable Said answer(Step.@Nullable CalloutReply reply) {
        if (reply == null) {
            return null;
        }
        FieldMap head = new FieldMap();
        head.add(":status", Integer.toString(reply.status()));
        head.addAll(Texts.fields(reply.headers()).toHeaders());
        Callouts.Answer answer = new Callouts.Answer(
                head, reply.body().getBytes(StandardCharsets.UTF_8), Texts.fields(reply.trailers()));
        if (!host.answer(reply.cluster(), reply.fails() ? null : answer)) {
            throw new StepException("no request waits for an answer"
                    + (reply.cluster() == null ? "" : " of cluster " + reply.cluster()));
        }
        return null;
    }

    private HttpContext http() {
        HttpContext open = http;
        if (open == null) {
            open = plugin.newHttpContext(world);
            http = open;
        }
        return open;
    }

    private StreamContext connection() {
        StreamContext open = connection;
        if (open == null) {
            open = plugin.newStreamContext(world);
            connection = open;
        }
        return open;
    }

    /** A step that cannot be, such as an answer to a request that was never sent. */
    static final class StepException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StepException(String message) {
            super(message, null, false, false);
        }
    }
}
