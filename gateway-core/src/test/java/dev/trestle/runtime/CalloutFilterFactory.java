package dev.trestle.runtime;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.filter.Callouts;
import dev.trestle.filter.FieldMap;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.FilterFactory;
import dev.trestle.filter.Flow;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.filter.Rest;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.ThreadExecutorMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a request says: {@code x-to} (repeated: at once), {@code x-millis}, {@code x-body}. Answers with the answers, in the order they
 * came: status, fields of note, body; {@code none} for no answer, {@code nowhere} for no such upstream.
 */
final class CalloutFilterFactory implements FilterFactory<CalloutFilterFactory.Nothing> {
    final AtomicInteger answers = new AtomicInteger();

    /** No settings. */
    record Nothing() {}

    @Override
    public String name() {
        return "callout";
    }

    @Override
    public Class<Nothing> settings() {
        return Nothing.class;
    }

    @Override
    public HttpFilters newHttpFilters(Nothing settings, FilterContext context) {
        return new HttpFilters() {
            @Override
            public int maxBodyBytes() {
                return 1024;
            }

            @Override
            public HttpFilter open(FilterExchange exchange) {
                return new Asking(exchange, context.callouts());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public NetworkFilters newNetworkFilters(Nothing settings, FilterContext context) {
        throw new IllegalStateException("no filter of connections");
    }

    private final class Asking implements HttpFilter {
        private final FilterExchange exchange;
        private final Callouts callouts;
        private final List<String> came = new ArrayList<>();
        private final List<Runnable> cancels = new ArrayList<>();
        private int open;

        Asking(FilterExchange exchange, Callouts callouts) {
            this.exchange = exchange;
            this.callouts = callouts;
        }

        @Override
        public Flow onRequestHeaders(Rest rest) {
            FieldMap asked = exchange.request().headers();
            for (String to : asked.toHeaders().all("x-to")) {
                ask(to, asked);
            }
            if (open == 0) {
                answer();
            }
            return Flow.PAUSE;
        }

        private void ask(String to, FieldMap asked) {
            FieldMap head = new FieldMap();
            head.add(":method", "POST");
            head.add(":path", "/ask?a=b");
            head.add(":authority", "auth.example");
            head.add("x-own", "1");
            String millis = asked.get("x-millis");
            String body = asked.get("x-body");
            Callouts.Request request = new Callouts.Request(
                    to,
                    head,
                    body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8),
                    new FieldMap(),
                    Duration.ofMillis(millis == null ? 5000 : Long.parseLong(millis)));
            Executor loop = Objects.requireNonNull(ThreadExecutorMap.currentExecutor());
            open++;
            Runnable cancel = callouts.send(loop, request, this::came);
            if (cancel == null) {
                open--;
                came.add("nowhere");
            } else {
                cancels.add(cancel);
            }
        }

        private void came(Callouts.@Nullable Answer answer) {
            answers.incrementAndGet();
            open--;
            if (answer == null) {
                came.add("none");
            } else {
                int size = answer.body().length;
                String body = size > 100 ? size + " bytes" : new String(answer.body(), StandardCharsets.UTF_8);
                came.add(
                        answer.headers().get(":status") + " " + answer.headers().get("x-seen") + " " + body + " "
                                + answer.trailers().get("x-trailer"));
            }
            if (open == 0) {
                answer();
            }
        }

        private void answer() {
            exchange.answer(HttpReply.local(
                    200, Headers.empty(), Unpooled.copiedBuffer(String.join("|", came), StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            cancels.forEach(Runnable::run);
        }
    }
}
