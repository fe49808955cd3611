package dev.trestle.wasm.codec;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.CodecContract;
import dev.trestle.testkit.CodecSample;
import dev.trestle.testkit.FakeExchange;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Nested;

class WasmCodecContractTest {
    private static final long ID = FakeExchange.EXCHANGE_ID;
    private static final String EXACT = "{\"version\":9007199254740993}";

    @Nested
    class FramesCutByTheModule extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return Rig.wire(Rig.LEDGER);
        }

        @Override
        protected List<Call> calls() {
            return samples(Rig.codec(Rig.LEDGER, Rig.BALANCE));
        }
    }

    @Nested
    class FramesCutByTheExchange extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return Rig.wire(Rig.LEDGER_ALONE);
        }

        @Override
        protected List<Call> calls() {
            return samples(Rig.codec(Rig.LEDGER_ALONE, Rig.BALANCE));
        }
    }

    @Nested
    class Lines extends CodecContract {
        private static final String LINES = "{'module': 'lines.wasm'}";

        @Override
        protected WireProtocol protocol() {
            return Rig.wire(LINES);
        }

        @Override
        protected List<Call> calls() {
            BridgeCodec codec = Rig.codec(LINES, "{}");
            CodecSample asked = CodecSample.of("asked", get("name", "k-1")).sends(ascii("GET k-1\n"));
            return List.of(
                    new Call(codec, asked.answeredBy(ascii("+value\n")).gives(200, "value")),
                    new Call(codec, asked.answeredBy(ascii("-none\n")).gives(404, "none")),
                    new Call(codec, asked.answeredBy(ascii("?\n")).gives(502)),
                    new Call(
                            codec,
                            CodecSample.of("a line smuggled in", get("name", "k\nDROP"))
                                    .gives(400)));
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static List<CodecContract.Call> samples(BridgeCodec codec) {
        CodecSample asked = CodecSample.of("asked", get("iban", "DE\"1\n"))
                .sends(Rig.frame(ID, 210, 0, "{\"iban\":\"DE\\\"1\\u000a\"}"));
        CodecSample posted =
                CodecSample.of("posted", new RequestHead("POST", "/", "", Headers.empty(), PathVariables.NONE));
        return List.of(
                new CodecContract.Call(
                        codec, asked.answeredBy(Rig.frame(ID, 210, 0, EXACT)).gives(200, EXACT)),
                new CodecContract.Call(
                        codec,
                        asked.answeredBy(Rig.frame(ID, 210, 44, "{\"error\":\"unknown account\"}"))
                                .gives(404, "{\"error\":\"unknown account\"}")),
                new CodecContract.Call(
                        codec, asked.answeredBy(Rig.frame(ID, 210, 1, "{}")).gives(502, "{}")),
                new CodecContract.Call(
                        codec,
                        posted.body("{\"iban\":\"\u00fc\",\"amount\":1.10}")
                                .sends(Rig.frame(ID, 210, 0, "{\"iban\":\"\u00fc\",\"amount\":1.10}"))
                                .answeredBy(Rig.frame(ID, 210, 0, ""))
                                .gives(200, "")),
                new CodecContract.Call(codec, posted.body("[1]").gives(400)));
    }

    private static RequestHead get(String variable, String value) {
        return new RequestHead(
                "GET", "/", "", Headers.empty(), new PathVariables(new String[] {variable}, new String[] {value}));
    }
}
