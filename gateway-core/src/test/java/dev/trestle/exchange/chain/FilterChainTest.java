package dev.trestle.exchange.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.filter.ConnectionInfo;
import dev.trestle.filter.FilterExchange;
import dev.trestle.filter.Flow;
import dev.trestle.filter.HttpFilter;
import dev.trestle.filter.HttpFilters;
import dev.trestle.filter.HttpInfo;
import dev.trestle.filter.Rest;
import dev.trestle.filter.UpstreamInfo;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Filters that do whatever they may at any time: what comes out is still a message, for the codec, the client and each other. */
class FilterChainTest {
    private static final int CHAINS = 20_000;
    private static final int STEPS = 14;

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    @Test
    void messages_haveTheirOrder_andNothingLeaks_whateverFiltersDo() {
        for (int seed = 0; seed < CHAINS; seed++) {
            List<String> broken = new ArrayList<>();
            new Play(new Random(seed), broken).run();
            assertThat(broken).as("seed %d", seed).isEmpty();
            assertThat(allocator.metric().usedHeapMemory()).as("seed %d", seed).isZero();
        }
    }

    private ByteBuf bytes(int length) {
        return allocator.buffer().writeZero(length);
    }

    /** Head, data, end: in this order, and each but the data at most once. What is wrong is noted: a hook may throw what it likes. */
    private static final class Order {
        private final String what;
        private final List<String> broken;
        private boolean begun;
        private boolean ended;

        Order(String what, List<String> broken) {
            this.what = what;
            this.broken = broken;
        }

        private void check(boolean good, String otherwise) {
            if (!good) {
                broken.add(what + ": " + otherwise);
            }
        }

        void head(Rest rest) {
            check(!begun, "a second head");
            begun = true;
            ended = rest == Rest.END;
        }

        /** Nothing may come any more. */
        void stop() {
            begun = true;
            ended = true;
        }

        void more(Rest rest) {
            check(begun, "before its head");
            check(!ended, "behind its end");
            ended = rest == Rest.END;
        }
    }

    /** One exchange: its client, its codec, and what is between. */
    private final class Play implements FilterChain.Owner, HttpInfo, ConnectionInfo {
        private static final int MAX_ANSWERS = 3;

        private final Random random;
        private final BodyMode mode;
        private final List<Wild> open = new ArrayList<>();
        private final FilterChain chain;
        private final Order request;
        private final Order reply;
        private int answers;
        private boolean replied;
        /** Of the last reply there was. */
        private @Nullable String status;

        Play(Random random, List<String> broken) {
            this.random = random;
            this.request = new Order("the codec's request", broken);
            this.reply = new Order("the client's reply", broken);
            this.mode = random.nextBoolean() ? BodyMode.WHOLE : BodyMode.STREAMED;
            List<HttpFilters> kinds = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                kinds.add(new HttpFilters() {
                    @Override
                    public int maxBodyBytes() {
                        return 100;
                    }

                    @Override
                    public HttpFilter open(FilterExchange exchange) {
                        open.add(new Wild(exchange, random, broken, () -> status));
                        return open.getLast();
                    }

                    @Override
                    public void close() {}
                });
            }
            RequestHead head = new RequestHead("POST", "/x", "", Headers.of("Host", "here"), PathVariables.NONE);
            this.chain = new FilterChain(kinds, head, mode, this);
        }

        void run() {
            int pieces = random.nextInt(3);
            boolean sent = pieces == 0;
            chain.request(sent ? Rest.END : Rest.MORE);
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(4)) {
                    case 0, 1 -> {
                        if (!sent && mode == BodyMode.WHOLE) {
                            sent = true;
                            send(pieces);
                            chain.requestEnd(trailers());
                        } else if (!sent && pieces-- > 0) {
                            send(1);
                        } else if (!sent) {
                            sent = true;
                            chain.requestEnd(trailers());
                        }
                    }
                    case 2 -> {
                        if (!open.isEmpty()) {
                            open.get(random.nextInt(open.size())).act();
                        }
                    }
                    default -> reply();
                }
            }
            chain.close();
            // One that has kept what it was given.
            open.forEach(Wild::act);
        }

        private void send(int length) {
            ByteBuf data = bytes(length);
            chain.requestData(data);
            data.release();
        }

        private Headers trailers() {
            return random.nextBoolean() ? Headers.empty() : Headers.of("sum", "1");
        }

        /** The service's, once it has the request, unless somebody has answered for it; or the gateway's, when time is up. */
        private void reply() {
            if (replied || answers > 0) {
                return;
            }
            if (random.nextInt(5) == 0) {
                replied = true;
                request.stop();
                reply(HttpReply.empty(504, "GATEWAY"));
                return;
            }
            if (!request.ended) {
                return;
            }
            replied = true;
            if (random.nextBoolean()) {
                reply(new HttpReply(201, Headers.empty(), bytes(random.nextInt(3)), null, "OK"));
                return;
            }
            status = "200";
            chain.replyHead(200, Headers.empty());
            for (int i = random.nextInt(3); i > 0 && answers == 0; i--) {
                chain.replyData(bytes(1));
            }
            if (answers == 0) {
                chain.replyEnd(trailers());
            }
        }

        private void answerItself(HttpReply answer) {
            if (reply.begun || answers++ > MAX_ANSWERS) {
                answer.body().release();
            } else {
                reply(answer);
            }
        }

        private void reply(HttpReply whole) {
            status = String.valueOf(whole.status());
            chain.reply(whole);
        }

        @Override
        public void forwardHead(RequestHead head) {
            request.head(Rest.MORE);
        }

        @Override
        public void forwardData(ByteBuf data) {
            request.more(Rest.MORE);
        }

        @Override
        public void forwardEnd(Headers trailers) {
            request.more(Rest.END);
        }

        @Override
        public void respond(HttpReply whole) {
            reply.head(Rest.END);
            whole.body().release();
        }

        @Override
        public void respondHead(int status, Headers headers) {
            reply.head(Rest.MORE);
        }

        @Override
        public void respondData(ByteBuf data) {
            data.release();
            reply.more(Rest.MORE);
        }

        @Override
        public void respondEnd(Headers trailers) {
            reply.more(Rest.END);
        }

        @Override
        public void onAnswer(HttpReply answer) {
            answerItself(answer);
        }

        @Override
        public void onFailure(Failure failure, String detail) {
            answerItself(HttpReply.empty(failure.status(), "GATEWAY"));
        }

        @Override
        public void onWait() {}

        @Override
        public void onRequestFlows() {}

        @Override
        public HttpInfo info() {
            return this;
        }

        @Override
        public ByteBufAllocator allocator() {
            return allocator;
        }

        @Override
        public String routeId() {
            return "x";
        }

        @Override
        public String cluster() {
            return "x";
        }

        @Override
        public String requestId() {
            return "x";
        }

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public long startMillis() {
            return 0;
        }

        @Override
        public ConnectionInfo connection() {
            return this;
        }

        @Override
        public @Nullable UpstreamInfo upstream() {
            return null;
        }

        @Override
        public @Nullable Origin replyOrigin() {
            return null;
        }

        @Override
        public long id() {
            return 1;
        }

        @Override
        public InetSocketAddress source() {
            return fail("nobody asks");
        }

        @Override
        public InetSocketAddress destination() {
            return fail("nobody asks");
        }

        @Override
        public @Nullable String tlsVersion() {
            return null;
        }

        @Override
        public @Nullable String serverName() {
            return null;
        }
    }

    /** A filter that does anything, in its hooks and between them, and checks what it is shown. */
    private static final class Wild implements HttpFilter {
        private final FilterExchange exchange;
        private final Random random;
        private final boolean seesReplies;
        private final Order request;
        private final Order reply;
        private final Supplier<@Nullable String> status;

        Wild(FilterExchange exchange, Random random, List<String> broken, Supplier<@Nullable String> status) {
            this.status = status;
            this.exchange = exchange;
            this.request = new Order("a filter's request", broken);
            this.reply = new Order("a filter's reply", broken);
            this.random = random;
            this.seesReplies = random.nextInt(3) > 0;
        }

        private Flow hook() {
            for (int i = random.nextInt(3); i > 0; i--) {
                act();
            }
            return switch (random.nextInt(8)) {
                case 0 -> Flow.PAUSE;
                case 1, 2 -> Flow.GATHER;
                default -> Flow.CONTINUE;
            };
        }

        void act() {
            FilterExchange.Message message = random.nextInt(3) > 0 ? exchange.request() : exchange.reply();
            switch (random.nextInt(16)) {
                case 0, 1, 2, 3, 4 -> message.resume();
                case 5, 6, 7, 8 -> message.body().splice(0, message.body().size(), new byte[random.nextInt(3)]);
                case 9 -> message.headers().add("x-more", "1");
                case 10 -> message.trailers().add("x-late", "1");
                case 11 -> exchange.answer(HttpReply.empty(401, "LOCAL"));
                case 12 -> exchange.fail(Failure.FILTER_FAILED, "asked to");
                default -> {}
            }
        }

        @Override
        public Flow onRequestHeaders(Rest rest) {
            request.head(rest);
            return hook();
        }

        @Override
        public Flow onRequestData(Rest rest) {
            request.more(rest);
            return hook();
        }

        @Override
        public Flow onRequestTrailers() {
            request.more(Rest.END);
            return hook();
        }

        @Override
        public boolean seesReplies() {
            return seesReplies;
        }

        @Override
        public Flow onReplyHeaders(Rest rest) {
            reply.head(rest);
            return hook();
        }

        @Override
        public Flow onReplyData(Rest rest) {
            reply.more(rest);
            return hook();
        }

        @Override
        public Flow onReplyTrailers() {
            reply.more(Rest.END);
            return hook();
        }

        /** Whatever it was shown, it can tell how the exchange ended. */
        @Override
        public void close() {
            String last = exchange.reply().headers().get(":status");
            reply.check(Objects.equals(last, status.get()), last + " where " + status.get() + " was the last");
            act();
        }
    }
}
