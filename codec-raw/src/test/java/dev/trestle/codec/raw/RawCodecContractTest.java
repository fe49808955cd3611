package dev.trestle.codec.raw;

import static dev.trestle.codec.raw.Samples.ascii;
import static dev.trestle.codec.raw.Samples.bytes;
import static dev.trestle.codec.raw.Samples.codec;
import static dev.trestle.codec.raw.Samples.get;
import static dev.trestle.codec.raw.Samples.ledger;
import static dev.trestle.codec.raw.Samples.post;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.CodecContract;
import dev.trestle.testkit.CodecSample;
import dev.trestle.testkit.FakeExchange;
import dev.trestle.testkit.JsonSettings;
import java.util.List;
import org.junit.jupiter.api.Nested;

class RawCodecContractTest {
    private static final long ID = FakeExchange.EXCHANGE_ID;

    @Nested
    class Ledger extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return JsonSettings.wire(Samples.FACTORY, Samples.LEDGER);
        }

        @Override
        protected List<Call> calls() {
            var balance = codec(Samples.LEDGER, Samples.BALANCE, Samples.BALANCE_REPLY);
            var transfer = codec(
                    Samples.LEDGER,
                    "{'header': {'operation': {'from': 'body.op'}}, 'payload': {'json': 'body.transfer'}}");
            var ping = codec(Samples.LEDGER, "{'header': {'operation': 3}, 'oneway': true}", "{'status': 202}");
            CodecSample asked =
                    CodecSample.of("asked", get("iban", "DE\"1")).sends(ledger(ID, 210, 0, "{\"iban\":\"DE\\\"1\"}"));
            CodecSample moved = CodecSample.of("moved", post());
            return List.of(
                    new Call(
                            balance,
                            asked.answeredBy(ledger(ID, 210, 0, "{\"version\":9007199254740993}"))
                                    .gives(200, "{\"version\":9007199254740993}")),
                    new Call(
                            balance,
                            asked.answeredBy(ledger(ID, 210, 44, "no json")).gives(404)),
                    new Call(balance, asked.answeredBy(ledger(ID, 210, 7, "{}")).gives(502)),
                    new Call(
                            balance,
                            asked.answeredBy(ledger(ID, 210, 0, "{\"cut\":")).gives(502)),
                    new Call(
                            transfer,
                            moved.body("{\"op\":65535,\"transfer\":{\"amount\":1.10,\"to\":[\"a\",null,true]}}")
                                    .sends(ledger(ID, 65535, 0, "{\"amount\":1.10,\"to\":[\"a\",null,true]}"))
                                    .answeredBy(ledger(ID, 65535, 0, "[]"))
                                    .gives(200, "[]")),
                    new Call(
                            transfer,
                            moved.body("{\"op\":65536,\"transfer\":1}").gives(400)),
                    new Call(
                            transfer,
                            moved.body("{\"op\":1,\"transfer\":1,\"else\":2}").gives(400)),
                    new Call(transfer, moved.gives(400)),
                    new Call(
                            ping,
                            CodecSample.of("one way", post())
                                    .sends(ledger(ID, 3, 0, ""))
                                    .gives(202, "")));
        }
    }

    @Nested
    class Lines extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return JsonSettings.wire(Samples.FACTORY, Samples.LINES);
        }

        @Override
        protected List<Call> calls() {
            var line = codec(
                    Samples.LINES,
                    "{'payload': {'text': {'list': [{'const': 'GET '}, 'path.key']}}, 'reply': {'as': 'text'}}");
            return List.of(
                    new Call(
                            line,
                            CodecSample.of("a line", get("key", "k-1"))
                                    .sends(ascii("GET k-1\r\n"))
                                    .answeredBy(ascii("value\n"))
                                    .gives(200, "value")),
                    new Call(
                            line,
                            CodecSample.of("a line smuggled in", get("key", "k\r\nDROP"))
                                    .gives(400)));
        }
    }

    @Nested
    class Escaped extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return JsonSettings.wire(Samples.FACTORY, Samples.FRAMED_BY_DLE);
        }

        @Override
        protected List<Call> calls() {
            var echo = codec(
                    Samples.FRAMED_BY_DLE,
                    "{'header': {'kind': 'E'}, 'payload': {'bytes': 'body'}, 'reply': {'as': 'bytes'}}");
            return List.of(new Call(
                    echo,
                    CodecSample.of("every special byte", post())
                            .body("\2a\3b\20c")
                            .sends(bytes("02 'E ' 1002 'a' 1003 'b' 1010 'c' 03"))
                            .answeredBy(bytes("02 'E ' 'x' 1003 1002 1010 'y' 03"))
                            .gives(200, "x\3\2\20y")));
        }
    }

    @Nested
    class UntilClose extends CodecContract {
        @Override
        protected WireProtocol protocol() {
            return JsonSettings.wire(Samples.FACTORY, Samples.CLOSE);
        }

        @Override
        protected List<Call> calls() {
            var echo = codec(
                    Samples.CLOSE,
                    "{'payload': {'bytes': 'body'}, 'halfClose': true, 'reply': {'as': 'text', 'contentType': 'text/plain'}}");
            String large = "y".repeat(10_000);
            return List.of(
                    new Call(
                            echo,
                            CodecSample.of("small", post())
                                    .body("hi")
                                    .sends(ascii("hi"))
                                    .answeredAndClosedBy(ascii("echo:hi"))
                                    .gives(200, "echo:hi")),
                    new Call(
                            echo,
                            CodecSample.of("large enough to be passed on as it is", post())
                                    .body(large)
                                    .sends(ascii(large))
                                    .answeredAndClosedBy(ascii(large))
                                    .gives(200, large)),
                    new Call(
                            echo,
                            CodecSample.of("nothing at all", post())
                                    .body("hi")
                                    .sends(ascii("hi"))
                                    .answeredAndClosedBy()
                                    .gives(502)));
        }
    }
}
