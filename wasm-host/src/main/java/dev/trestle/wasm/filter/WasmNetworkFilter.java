package dev.trestle.wasm.filter;

import dev.trestle.filter.Body;
import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.Flow;
import dev.trestle.filter.NetworkFilter;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.Action;
import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.PluginLostException;
import dev.trestle.wasm.PropertyValue;
import dev.trestle.wasm.StreamContext;
import dev.trestle.wasm.World;
import org.jspecify.annotations.Nullable;

/**
 * One connection through a module. Pause means that what was shown is held, and shown again together with what comes, until the module
 * goes on or resumes; of a new connection, that no endpoint is chosen yet. When the instance breaks off, all connections that it serves
 * are closed, or pass on without it if it fails open.
 */
final class WasmNetworkFilter implements NetworkFilter, World {
    private final FilterConnection connection;
    private final StreamContext context;
    private boolean lost;

    /** On the connection's event loop. */
    WasmNetworkFilter(Plugin plugin, FilterConnection connection) {
        this.connection = connection;
        this.context = plugin.newStreamContext(this);
    }

    // ---- what the connection shows ----

    @Override
    public Flow onConnection() {
        return context.onNewConnection() == Action.CONTINUE ? Flow.CONTINUE : Flow.GATHER;
    }

    @Override
    public Flow onDownstreamData(Rest rest) {
        Body data = connection.fromDownstream().data();
        return lost ? Flow.PAUSE : flow(context.onDownstreamData(data.size(), rest), data);
    }

    @Override
    public Flow onUpstreamData(Rest rest) {
        Body data = connection.fromUpstream().data();
        return lost ? Flow.PAUSE : flow(context.onUpstreamData(data.size(), rest), data);
    }

    private static Flow flow(Action action, Body data) {
        return switch (action) {
            case CONTINUE, END_STREAM -> Flow.CONTINUE;
            case HOLD, HOLD_HEADERS, REPLIED -> Flow.GATHER;
            case DROP -> {
                data.release();
                yield Flow.GATHER;
            }
        };
    }

    @Override
    public void onDownstreamClose(ClosedBy by) {
        last(() -> context.onDownstreamClose(by));
    }

    @Override
    public void onUpstreamClose(ClosedBy by) {
        last(() -> context.onUpstreamClose(by));
    }

    /** The connection is over anyhow, and the log says that the instance broke off. */
    private void last(Runnable callback) {
        try {
            if (!lost) {
                callback.run();
            }
        } catch (PluginLostException broken) {
            lost = true;
        }
    }

    @Override
    public void close() {
        context.close();
    }

    // ---- what the module sees and says ----

    @Override
    public @Nullable FieldMap fields(Fields which) {
        return null;
    }

    @Override
    public @Nullable Body bytes(Bytes which) {
        return switch (which) {
            case DOWNSTREAM_DATA -> connection.fromDownstream().data();
            case UPSTREAM_DATA -> connection.fromUpstream().data();
            case REQUEST_BODY, RESPONSE_BODY -> null;
        };
    }

    @Override
    public byte @Nullable [] property(String path) {
        if (path.equals("cluster_name")) {
            return PropertyValue.of(connection.cluster());
        }
        byte[] known = ExchangeProperties.connection(path, connection.info());
        return known == null ? ExchangeProperties.upstream(path, connection.upstream()) : known;
    }

    @Override
    public void resume(Side side) {
        if (side == Side.DOWNSTREAM) {
            connection.fromDownstream().resume();
        } else if (side == Side.UPSTREAM) {
            connection.fromUpstream().resume();
        }
    }

    @Override
    public void close(Side side) {
        if (side == Side.DOWNSTREAM || side == Side.REQUEST) {
            connection.fromDownstream().close();
        } else {
            connection.fromUpstream().close();
        }
    }

    /** There is nothing to answer with on a connection: it ends. */
    @Override
    public void reply(LocalReply reply) {
        connection.fromDownstream().close();
    }

    @Override
    public void lost(String reason) {
        lost = true;
        connection.fail();
    }
}
