package dev.trestle.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.PathVariables;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.testkit.ToyProtocol.Flaw;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CodecContractTest {
    @Nested
    class ARightCodec extends ToyContract {
        ARightCodec() {
            super(Flaw.NONE);
        }
    }

    @Test
    void contract_objects_whenABufferIsNotReleased() {
        objects(new ToyContract(Flaw.LEAKS)::call_endsAsItsSampleSays);
    }

    @Test
    void contract_objects_whenALentBufferIsReadLater() {
        objects(new ToyContract(Flaw.KEEPS_WITHOUT_RETAIN)::call_endsAsItsSampleSays);
    }

    @Test
    void contract_objects_whenACutReplyIsASuccess() {
        objects(new ToyContract(Flaw.SHORT_REPLY_IS_FINE)::reply_isAFailure_whenTheUpstreamClosesAfterAnyByte);
    }

    private static void objects(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class);
    }

    private static class ToyContract extends CodecContract {
        private final Flaw flaw;

        ToyContract(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        protected WireProtocol protocol() {
            return new ToyProtocol(flaw);
        }

        @Override
        protected List<Call> calls() {
            BridgeCodec codec = new ToyProtocol(flaw).codec();
            byte[] reply = {0, 0, 0, 6, 'o', 'k'};
            return List.of(
                    new Call(
                            codec,
                            CodecSample.of("echo", head(""))
                                    .body("hi")
                                    .sends((byte) 0, (byte) 0, (byte) 0, (byte) 6, (byte) 'h', (byte) 'i')
                                    .answeredBy(reply)
                                    .gives(200, "ok")),
                    new Call(codec, CodecSample.of("refused", head("refuse")).gives(400)));
        }

        private static RequestHead head(String query) {
            return new RequestHead("GET", "/", query, Headers.empty(), PathVariables.NONE);
        }
    }
}
