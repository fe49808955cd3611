package dev.trestle.runtime;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.settings.Default;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.FilterExchange.Message;
import dev.trestle.filter.FilterFactory;
import dev.trestle.filter.Flow;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.filter.Rest;
import io.netty.buffer.Unpooled;
import io.netty.util.internal.ThreadExecutorMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A filter without a module, which does what its settings say, and leaves its name in {@code x-passed} and {@code x-back}. */
final class ProbeFilterFactory implements FilterFactory<ProbeFilterFactory.ProbeFilterSettings> {
    /** How many were made. */
    final AtomicInteger made = new AtomicInteger();
    /** How many of them are open. */
    final AtomicInteger open = new AtomicInteger();
    /** How many exchanges they have. */
    final AtomicInteger exchanges = new AtomicInteger();

    /** Its name, the most it holds, and what it does. */
    record ProbeFilterSettings(
            @Default("probe") String name, @Default("1024") int max, List<String> does) {}

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Class<ProbeFilterSettings> settings() {
        return ProbeFilterSettings.class;
    }

    @Override
    public HttpFilters newHttpFilters(ProbeFilterSettings settings, FilterContext context) {
        made.incrementAndGet();
        open.incrementAndGet();
        return new HttpFilters() {
            @Override
            public int maxBodyBytes() {
                return settings.max();
            }

            @Override
            public HttpFilter open(FilterExchange exchange) {
                exchanges.incrementAndGet();
                return new Probe(settings, exchange);
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }

    @Override
    public NetworkFilters newNetworkFilters(ProbeFilterSettings settings, FilterContext context) {
        throw new IllegalStateException("no filter of connections");
    }

    private final class Probe implements HttpFilter {
        private final ProbeFilterSettings settings;
        private final FilterExchange exchange;

        Probe(ProbeFilterSettings settings, FilterExchange exchange) {
            this.settings = settings;
            this.exchange = exchange;
        }

        private boolean does(String word) {
            return settings.does().contains(word);
        }

        private static void append(Message message, String name, String value) {
            String before = message.headers().get(name);
            message.headers().replace(name, before == null ? value : before + "," + value);
        }

        @Override
        public Flow onRequestHeaders(Rest rest) {
            append(exchange.request(), "x-passed", settings.name());
            if (does("throwRequest")) {
                throw new IllegalStateException("asked to throw");
            }
            if (does("deny")) {
                exchange.answer(HttpReply.local(
                        401, Headers.of("x-by", settings.name()), Unpooled.copiedBuffer("no", StandardCharsets.UTF_8)));
            }
            if (does("rehost")) {
                exchange.request().headers().add("Host", "other");
            }
            if (does("writeBetween")) {
                // What is written to the request comes too late, and to the reply too early.
                later(() -> {
                    write(exchange.request());
                    write(exchange.reply());
                });
            }
            if (does("retarget")) {
                exchange.request().headers().replace(":path", "/other?q=1");
            }
            return held(exchange.request(), "pauseRequest", "upperRequest", rest);
        }

        @Override
        public boolean seesReplies() {
            return !does("noReplies");
        }

        @Override
        public Flow onReplyHeaders(Rest rest) {
            append(exchange.reply(), "x-back", settings.name());
            if (does("throwReply")) {
                throw new IllegalStateException("asked to throw");
            }
            if (does("status")) {
                exchange.reply().headers().replace(":status", "2OO");
            }
            if (does("replace")) {
                exchange.answer(HttpReply.empty(418, "LOCAL"));
            }
            return held(exchange.reply(), "pauseReply", "upperReply", rest);
        }

        private Flow held(Message message, String pause, String upper, Rest rest) {
            if (does(pause)) {
                later(() -> {
                    if (does("resumeBoth")) {
                        exchange.request().resume();
                    }
                    message.resume();
                });
                return Flow.PAUSE;
            }
            return does(pause + "ForEver")
                    ? Flow.PAUSE
                    : does(upper) && rest == Rest.MORE ? Flow.GATHER : Flow.CONTINUE;
        }

        private static void later(Runnable task) {
            var unused = Objects.requireNonNull(ThreadExecutorMap.currentExecutor())
                    .schedule(task, 20, TimeUnit.MILLISECONDS);
        }

        private static void write(Message message) {
            message.body().splice(0, message.body().size(), new byte[] {'!'});
            message.resume();
        }

        @Override
        public Flow onRequestData(Rest rest) {
            return data(exchange.request(), "upperRequest", rest);
        }

        @Override
        public Flow onReplyData(Rest rest) {
            return data(exchange.reply(), "upperReply", rest);
        }

        private Flow data(Message message, String upper, Rest rest) {
            if (!does(upper)) {
                return Flow.CONTINUE;
            }
            if (rest == Rest.MORE) {
                return Flow.GATHER;
            }
            upper(message);
            return Flow.CONTINUE;
        }

        private static void upper(Message message) {
            int size = message.body().size();
            String text = new String(message.body().copy(0, size), StandardCharsets.UTF_8).toUpperCase(Locale.ROOT);
            message.body().splice(0, size, ("<" + text + ">").getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Flow onRequestTrailers() {
            exchange.request().trailers().add("x-more", settings.name());
            if (does("upperRequest")) {
                upper(exchange.request());
            }
            return Flow.CONTINUE;
        }

        @Override
        public Flow onReplyTrailers() {
            if (does("upperReply")) {
                upper(exchange.reply());
            }
            return Flow.CONTINUE;
        }

        @Override
        public void close() {
            exchanges.decrementAndGet();
            if (does("writeLate")) {
                for (Message message : List.of(exchange.request(), exchange.reply())) {
                    write(message);
                    later(() -> write(message));
                }
            }
        }
    }
}
