package dev.trestle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What the gateway relies on in every codec: the promises 1, 2, 3, 6, 7 and 13 of the bridge contract as far as a codec has to keep
 * them. Extend it, hand in samples, and run it as any test. Every run also checks that each buffer is released, that
 * nothing lent is read later, and that nothing is called outside of a hook.
 */
public abstract class CodecContract {
    private static final int HOSTILE_INPUTS = 10_000;
    private static final int MAX_CUTS = 2_048;
    private static final int THREADS = 4;

    private @Nullable WireProtocol made;

    /** For subclasses. */
    protected CodecContract() {}

    /** The protocol of the connections. */
    protected abstract WireProtocol protocol();

    /** One sample with the codec that serves it. */
    public record Call(BridgeCodec codec, CodecSample sample) {}

    /** Successes, errors of the service, refused requests, one-way calls: whatever the codec can do. */
    protected abstract List<Call> calls();

    @Test
    void call_endsAsItsSampleSays() {
        for (Call call : calls()) {
            try (CodecRun run = newRun(call)) {
                check(call, run, call.sample().reply().length);
            }
        }
    }

    @Test
    void call_endsAsItsSampleSays_whenEveryByteComesAlone() {
        for (Call call : calls()) {
            try (CodecRun run = newRun(call)) {
                check(call, run, 1);
            }
        }
    }

    @Test
    void call_endsAsItsSampleSays_whenBuffersAreDirect() {
        for (Call call : calls()) {
            UnpooledByteBufAllocator direct = new UnpooledByteBufAllocator(true);
            try (CodecRun run = new CodecRun(call.codec(), made(), FakeExchange.EXCHANGE_ID, direct)) {
                check(call, run, 5);
            }
        }
    }

    @Test
    void call_endsAsItsSampleSays_whenManyThreadsShareTheCodec() throws InterruptedException, ExecutionException {
        List<Call> calls = calls();
        Callable<Boolean> all = () -> {
            for (int round = 0; round < 50; round++) {
                for (Call call : calls) {
                    try (CodecRun run = newRun(call)) {
                        check(call, run, call.sample().reply().length);
                    }
                }
            }
            return true;
        };
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<Boolean> done : threads.invokeAll(java.util.Collections.nCopies(THREADS, all))) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    @Test
    void call_hasAName() {
        assertThat(calls())
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.codec().call()).isNotBlank());
    }

    @Test
    void notes_stayInsideTheirFrame_whateverIsInIt() {
        for (Call call : calls()) {
            byte[] reply = call.sample().reply();
            Mutations mutations = new Mutations(7);
            notesFit(call, reply);
            for (int i = 0; i < MAX_CUTS; i++) {
                notesFit(call, mutations.next(List.of(reply)));
            }
        }
    }

    private void notesFit(Call call, byte[] bytes) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        if (!(made().newWire().scan(in) instanceof FrameScan.Whole whole)) {
            return;
        }
        ByteBuf frame = in.slice(0, whole.length());
        FrameNotes inside =
                (offset, length, what, value) -> assertThat(offset >= 0 && offset + length <= whole.length())
                        .as("%s: %s at %d, %d bytes of %d", call.sample().name(), what, offset, length, whole.length())
                        .isTrue();
        try {
            call.codec().notes().reply(frame, inside);
        } catch (FailureException | IndexOutOfBoundsException notAReply) {
            assertThat(frame.readerIndex()).isZero();
        }
    }

    @Test
    void reply_isAFailure_whenTheUpstreamClosesAfterAnyByte() {
        for (Call call : calls()) {
            byte[] reply = call.sample().reply();
            if (call.sample().ending() != CodecSample.Ending.LAST_BYTE) {
                continue;
            }
            for (int length = 0; length < reply.length; length += 1 + reply.length / MAX_CUTS) {
                String cut = call.sample().name() + ", FIN after " + length + " bytes";
                try (CodecRun run = start(call)) {
                    run.receive(reply, 0, length);
                    assertThat(run.outcome()).as(cut + ": before it").isNull();
                    boolean headIsOut = run.exchange().isReplyStarted();
                    run.upstreamEnd();
                    assertThat(Objects.requireNonNull(run.outcome(), cut).failure())
                            .as(cut)
                            .isNotNull();
                    // What was streamed so far is cut off; its client sees that it is no whole reply.
                    assertThat(headIsOut
                                    || Objects.requireNonNull(run.outcome(), cut)
                                                    .status()
                                            >= 500)
                            .as(cut)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void reply_isNotOver_whenFinIsMissing() {
        for (Call call : calls()) {
            if (call.sample().ending() == CodecSample.Ending.FIN) {
                try (CodecRun run = start(call)) {
                    run.receive(call.sample().reply());
                    assertThat(run.outcome()).as(call.sample().name()).isNull();
                }
            }
        }
    }

    @Test
    void reply_isNeverASurprise_whenItsBytesAreHostile() {
        List<Call> answered = calls().stream()
                .filter(call -> call.sample().ending() != CodecSample.Ending.NONE)
                .toList();
        Mutations mutations = new Mutations(42);
        for (int i = 0; i < HOSTILE_INPUTS && !answered.isEmpty(); i++) {
            Call call = answered.get(i % answered.size());
            byte[] reply = mutations.next(List.of(call.sample().reply()));
            String what =
                    call.sample().name() + " answered by " + HexFormat.of().formatHex(reply);
            try (CodecRun run = start(call)) {
                run.receive(reply).upstreamEnd();
                assertThat(run.surprise()).as(what).isNull();
                assertThat(run.outcome()).as(what).isNotNull();
            }
        }
    }

    @Test
    void request_isNeverASurprise_whenItsBodyIsHostile() {
        List<Call> calls = calls();
        List<byte[]> bodies = new ArrayList<>();
        calls.forEach(call -> bodies.add(call.sample().body()));
        Mutations mutations = new Mutations(43);
        for (int i = 0; i < HOSTILE_INPUTS; i++) {
            Call call = calls.get(i % calls.size());
            byte[] body = mutations.next(bodies);
            String what =
                    call.sample().name() + " with the body " + HexFormat.of().formatHex(body);
            try (CodecRun run = newRun(call)) {
                run.request(call.sample().head(), body);
                assertThat(run.surprise()).as(what).isNull();
                Outcome outcome = run.outcome();
                if (outcome != null && outcome.failure() != null) {
                    assertThat(outcome.status()).as(what).isBetween(400, 499);
                    assertThat(run.exchange().sent()).as(what + ": sent").isEmpty();
                }
            }
        }
    }

    @Test
    void close_releasesEverything_whenTheExchangeEndsEarly() {
        for (Call call : calls()) {
            CodecSample sample = call.sample();
            newRun(call).close();
            newRun(call).head(sample.head()).close();
            newRun(call).head(sample.head()).body(sample.body()).close();
            start(call).close();
            start(call).receive(sample.reply(), 0, sample.reply().length / 2).close();
        }
    }

    /** Made once a test: what is made from settings takes its time. */
    private WireProtocol made() {
        WireProtocol known = made;
        if (known == null) {
            known = protocol();
            made = known;
        }
        return known;
    }

    private CodecRun newRun(Call call) {
        return new CodecRun(call.codec(), made());
    }

    private CodecRun start(Call call) {
        return newRun(call).request(call.sample().head(), call.sample().body());
    }

    private static void check(Call call, CodecRun run, int pieceBytes) {
        CodecSample sample = call.sample();
        run.request(sample.head(), sample.body());
        byte[] sent = sample.sent();
        if (sent == null) {
            assertThat(run.exchange().sent()).as(sample.name() + ": sent").isNotEmpty();
        } else {
            assertThat(HexFormat.of().formatHex(run.exchange().sent()))
                    .as(sample.name() + ": sent")
                    .isEqualTo(HexFormat.of().formatHex(sent));
        }
        if (sample.ending() != CodecSample.Ending.NONE) {
            assertThat(run.outcome()).as(sample.name() + ": before the reply").isNull();
        }
        byte[] reply = sample.reply();
        for (int at = 0; at < reply.length; at += pieceBytes) {
            byte[] piece = Arrays.copyOfRange(reply, at, Math.min(reply.length, at + pieceBytes));
            run.receive(piece);
        }
        if (sample.ending() == CodecSample.Ending.FIN) {
            run.upstreamEnd();
        }
        assertThat(run.surprise()).as(sample.name()).isNull();
        Outcome outcome = run.outcome();
        assertThat(outcome).as(sample.name()).isNotNull();
        assertThat(Objects.requireNonNull(outcome).status())
                .as("%s: %s", sample.name(), outcome)
                .isEqualTo(sample.status());
        if (sample.text() != null) {
            assertThat(outcome.text()).as(sample.name()).isEqualTo(sample.text());
        }
    }
}
