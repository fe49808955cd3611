package dev.trestle.wasm.filter;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.Flow;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.Rest;
import dev.trestle.wasm.Action;
import dev.trestle.wasm.HttpContext;
import dev.trestle.wasm.Plugin;
import dev.trestle.wasm.PluginLostException;
import dev.trestle.wasm.World;
import io.netty.buffer.Unpooled;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One exchange through a module. An instance serves many exchanges, and all of them lose it when it breaks off in one: of the others,
 * those end whose message it holds or has seen in part; the rest go on, with no further callback.
 */
final class WasmHttpFilter implements HttpFilter, World {
    private final FilterExchange exchange;
    private final HttpContext context;
    /** Whether the module is in the middle of a message. */
    private boolean busy;

    private boolean lost;

    /** On the exchange's event loop. */
    WasmHttpFilter(Plugin plugin, FilterExchange exchange) {
        this.exchange = exchange;
        try {
            this.context = plugin.newHttpContext(this);
        } catch (PluginLostException broken) {
            throw new FailureException(
                    Failure.FILTER_FAILED, "a filter's module has broken off and starts again later");
        }
    }

    // ---- what the exchange shows ----

    @Override
    public Flow onRequestHeaders(Rest rest) {
        return head(shown -> shown.onRequestHeaders(rest), rest);
    }

    @Override
    public Flow onRequestData(Rest rest) {
        Body body = exchange.request().body();
        return data(body, shown -> shown.onRequestBody(body.size(), rest), rest);
    }

    @Override
    public Flow onRequestTrailers() {
        return data(exchange.request().body(), HttpContext::onRequestTrailers, Rest.END);
    }

    @Override
    public boolean seesReplies() {
        return context.seesResponses();
    }

    @Override
    public Flow onReplyHeaders(Rest rest) {
        return head(shown -> shown.onResponseHeaders(rest), rest);
    }

    @Override
    public Flow onReplyData(Rest rest) {
        Body body = exchange.reply().body();
        return data(body, shown -> shown.onResponseBody(body.size(), rest), rest);
    }

    @Override
    public Flow onReplyTrailers() {
        return data(exchange.reply().body(), HttpContext::onResponseTrailers, Rest.END);
    }

    private Flow head(Function<HttpContext, Action> callback, Rest rest) {
        return switch (show(callback, rest)) {
            case CONTINUE, END_STREAM -> Flow.CONTINUE;
            case HOLD_HEADERS -> Flow.GATHER;
            case HOLD, DROP, REPLIED -> Flow.PAUSE;
        };
    }

    private Flow data(Body body, Function<HttpContext, Action> callback, Rest rest) {
        return switch (show(callback, rest)) {
            case CONTINUE, END_STREAM -> Flow.CONTINUE;
            case HOLD, HOLD_HEADERS, REPLIED -> Flow.GATHER;
            case DROP -> {
                body.release();
                yield Flow.GATHER;
            }
        };
    }

    private Action show(Function<HttpContext, Action> callback, Rest rest) {
        if (lost) {
            return Action.CONTINUE;
        }
        try {
            Action action = callback.apply(context);
            busy = rest == Rest.MORE || action != Action.CONTINUE && action != Action.END_STREAM;
            return action;
        } catch (PluginLostException broken) {
            throw new FailureException(failure(), "a filter's module broke off");
        }
    }

    private Failure failure() {
        return exchange.info().replyOrigin() == null ? Failure.FILTER_FAILED : Failure.REPLY_FILTER_FAILED;
    }

    @Override
    public void close() {
        context.close();
    }

    // ---- what the module sees and says ----

    @Override
    public @Nullable FieldMap fields(Fields which) {
        return switch (which) {
            case REQUEST_HEADERS -> exchange.request().headers();
            case REQUEST_TRAILERS -> exchange.request().trailers();
            case RESPONSE_HEADERS -> exchange.reply().headers();
            case RESPONSE_TRAILERS -> exchange.reply().trailers();
        };
    }

    @Override
    public @Nullable Body bytes(Bytes which) {
        return switch (which) {
            case REQUEST_BODY -> exchange.request().body();
            case RESPONSE_BODY -> exchange.reply().body();
            case DOWNSTREAM_DATA, UPSTREAM_DATA -> null;
        };
    }

    @Override
    public byte @Nullable [] property(String path) {
        return ExchangeProperties.find(path, exchange.info());
    }

    @Override
    public void resume(Side side) {
        if (side == Side.REQUEST) {
            exchange.request().resume();
        } else if (side == Side.RESPONSE) {
            exchange.reply().resume();
        }
    }

    @Override
    public void close(Side side) {
        exchange.fail(failure(), "a filter's module closed the exchange");
    }

    @Override
    public void reply(LocalReply reply) {
        exchange.answer(new HttpReply(
                        reply.status(),
                        reply.headers().toHeaders(),
                        Unpooled.wrappedBuffer(reply.body()),
                        null,
                        "LOCAL")
                .withLogDetail(reply.details()));
    }

    @Override
    public void lost(String reason) {
        lost = true;
        if (busy) {
            exchange.fail(failure(), "a filter's module broke off in another exchange");
        }
    }
}
