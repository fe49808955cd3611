package dev.trestle.wasm.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.CodecRun;
import dev.trestle.testkit.Outcome;
import dev.trestle.wasm.engine.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a module may do wrong, and what it can say besides its callbacks. */
class WasmCodecTest {
    private static final String WIRE = "{'module': 'codec.wasm', 'maxFrameBytes': 64}";

    private final WasmCodecFactory factory = new WasmCodecFactory();
    private final WireProtocol wire = Rig.wire(factory, WIRE, WasmCodecTest::module);
    private final BridgeCodec codec = Rig.codec(factory, wire, "{}");

    @Test
    void request_fails_whenTheModuleMakesNothingOfIt() {
        for (String task : List.of("trap-request", "loop", "hold", "nothing")) {
            WireProtocol own = Rig.wire(new WasmCodecFactory(), WIRE, WasmCodecTest::module);
            try (CodecRun run = asked(Rig.codec(new WasmCodecFactory(), own, "{}"), task)) {
                assertThat(outcome(run).failure()).as(task).isEqualTo(Failure.ENCODE_FAILED);
                assertThat(run.exchange().sent()).as(task).isEmpty();
            }
        }
    }

    @Test
    void reply_fails_whenTheModuleBreaksOff_orGivesNoStatus() {
        for (String task : List.of("trap-reply", "status")) {
            try (CodecRun run = asked(codec, task)) {
                run.receive(bytes("answer"));
                assertThat(outcome(run).failure()).as(task).isEqualTo(Failure.DECODE_FAILED);
            }
        }
    }

    @Test
    void trap_costsItsExchangeAlone_whenOthersAreInFlight() {
        try (CodecRun other = asked(codec, "echo");
                CodecRun half = asked(codec, "echo");
                CodecRun broken = asked(codec, "trap-reply")) {
            half.receive(bytes("hal"));
            broken.receive(bytes("answer"));
            assertThat(outcome(broken).status()).isEqualTo(502);
            other.receive(bytes("answer"));
            half.receive(bytes("f"));
            assertThat(outcome(other).text()).isEqualTo("answer");
            assertThat(outcome(half).text()).isEqualTo("half");
            assertThat(other.exchange().sent()).as("sent once").asString().isEqualTo("ask");
        }
        try (CodecRun next = asked(codec, "echo")) {
            assertThat(outcome(next.receive(bytes("fine"))).status()).isEqualTo(200);
        }
    }

    @Test
    void exchange_fails_whenAnotherBreaksOffAndItsRequestIsGone() {
        BridgeCodec streamed = Rig.codec(factory, wire, "{'requestBody': 'streamed'}");
        try (CodecRun other = asked(streamed, "echo");
                CodecRun broken = asked(streamed, "trap-reply")) {
            broken.receive(bytes("answer"));
            other.receive(bytes("answer"));
            assertThat(outcome(other).failure()).isEqualTo(Failure.DECODE_FAILED);
        }
    }

    @Test
    void reply_hasTheModulesHeaders_butNoneOfTheConnection() {
        try (CodecRun run = asked(codec, "echo")) {
            Outcome outcome = outcome(run.receive(bytes("answer")));
            assertThat(outcome.headers().get("x-codec")).isEqualTo("echo");
            assertThat(outcome.headers().get("content-length")).isNull();
        }
    }

    @Test
    void connection_isNotUsedAgain_whenBytesAreLeftBehindTheReply() {
        try (CodecRun exact = asked(codec, "first-four");
                CodecRun more = asked(codec, "first-four")) {
            assertThat(outcome(exact.receive(bytes("four"))).text()).isEqualTo("four");
            assertThat(exact.exchange().isHalfClosed()).isFalse();
            assertThat(outcome(more.receive(bytes("four-and-more"))).text()).isEqualTo("four");
            assertThat(more.exchange().isHalfClosed()).isTrue();
        }
    }

    @Test
    void reply_endsWithTheConnection_whenTheModuleWaitsForIt() {
        try (CodecRun run = asked(codec, "until-end")) {
            assertThat(run.receive(bytes("all ")).receive(bytes("of it")).outcome())
                    .isNull();
            assertThat(outcome(run.upstreamEnd()).text()).isEqualTo("all of it");
        }
    }

    @Test
    void reply_isIncomplete_whenTheModuleStillHoldsItAtTheEnd() {
        try (CodecRun run = asked(codec, "echo")) {
            assertThat(outcome(run.receive(bytes("abc")).upstreamEnd()).failure())
                    .isEqualTo(Failure.UPSTREAM_CLOSED);
        }
    }

    @Test
    void reply_isStreamed_whenTheModuleSaysSo() {
        try (CodecRun run = asked(codec, "stream")) {
            run.receive(bytes("a"));
            assertThat(run.exchange().isReplyStarted()).isTrue();
            assertThat(run.outcome()).isNull();
            assertThat(outcome(run.receive(bytes("b.")))).satisfies(outcome -> {
                assertThat(outcome.status()).isEqualTo(200);
                assertThat(outcome.text()).isEqualTo("ab.");
            });
        }
    }

    @Test
    void request_isSentInPieces_whenItIsStreamed() {
        BridgeCodec streamed = Rig.codec(factory, wire, "{'requestBody': 'streamed'}");
        try (CodecRun run = new CodecRun(streamed, wire).request(head("pieces"), bytes("seven b and more"))) {
            assertThat(run.exchange().sent()).asString().isEqualTo("<7><7><2>end");
        }
    }

    @Test
    void module_saysHalfClose_andOneWay() {
        try (CodecRun closing = asked(codec, "half-close");
                CodecRun oneWay = asked(codec, "one-way")) {
            assertThat(closing.exchange().isHalfClosed()).isTrue();
            assertThat(outcome(oneWay).status()).isEqualTo(202);
            assertThat(oneWay.exchange().isNoReplyExpected()).isTrue();
        }
    }

    @Test
    void localReply_isAFailureOfTheService_whenItAnswersTheUpstream() {
        try (CodecRun run = asked(codec, "local")) {
            Outcome outcome = outcome(run.receive(bytes("answer")));
            assertThat(outcome.status()).isEqualTo(503);
            assertThat(outcome.text()).isEqualTo("busy");
            assertThat(outcome.failure()).isEqualTo(Failure.RPC_ERROR);
        }
    }

    @Test
    void module_knowsWhoseExchangeItServes() {
        try (CodecRun run = asked(codec, "properties")) {
            assertThat(run.exchange().sent()).asString().isEqualTo("exchange sample.route sample 258 5000 /a");
        }
    }

    @Test
    void size_isLimited_bothWays() {
        try (CodecRun large = new CodecRun(codec, wire).request(head("echo"), new byte[65]);
                CodecRun answered = asked(codec, "until-end")) {
            assertThat(outcome(large).failure()).isEqualTo(Failure.BODY_TOO_LARGE);
            answered.receive(new byte[64]).receive(new byte[1]);
            assertThat(outcome(answered).failure()).isEqualTo(Failure.REPLY_TOO_LARGE);
        }
    }

    private static CodecRun asked(BridgeCodec codec, String task) {
        WireProtocol wire = Rig.wire(WIRE.replace("codec.wasm", "ledger.wasm"));
        return new CodecRun(codec, wire).request(head(task), bytes("ask"));
    }

    private static RequestHead head(String task) {
        return new RequestHead(
                "POST", "/a", "", Headers.empty(), new PathVariables(new String[] {"do"}, new String[] {task}));
    }

    private static Outcome outcome(CodecRun run) {
        return Objects.requireNonNull(run.outcome(), "an outcome");
    }

    static byte[] module(String path) throws IOException {
        try (var in = Code.class.getResourceAsStream("/wasm/" + path)) {
            return Objects.requireNonNull(in, path).readAllBytes();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
