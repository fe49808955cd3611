package dev.trestle.codec.thrift;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.CodecContract;
import dev.trestle.testkit.CodecSample;
import dev.trestle.testkit.FakeExchange;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The contract of codecs, for each transport with each protocol. */
class ThriftCodecContractTest {
    private static final String PIPE = "vectors/pipe.thrift";

    abstract static class Base extends CodecContract {
        private final ThriftWireSettings.Transport transport;
        private final ThriftWireSettings.Protocol protocol;

        Base(ThriftWireSettings.Transport transport, ThriftWireSettings.Protocol protocol) {
            this.transport = transport;
            this.protocol = protocol;
        }

        private Rig rig() {
            return Rig.resource(PIPE).transport(transport).protocol(protocol);
        }

        @Override
        protected WireProtocol protocol() {
            return rig().wire();
        }

        @Override
        protected List<Call> calls() {
            List<Call> calls = new ArrayList<>();
            String echo =
                    "{\"id\":-7,\"kind\":\"B\",\"kids\":[{\"id\":1}],\"m\":{\"-1\":\"a\"},\"bin\":\"AP8Q\",\"u\":{\"s\":\"un\"}}";
            for (Vectors.Vector vector : Vectors.pipe()) {
                if (vector.isRequest()
                        || vector.protocol() != protocol
                        || !vector.prefix().isEmpty()) {
                    continue;
                }
                String body = switch (vector.name()) {
                    case "echo" -> "{\"p\":" + echo + "}";
                    case "later" -> "{\"s\":\"x\",\"ms\":3}";
                    case "boom" -> "{\"how\":\"e1\"}";
                    default -> "";
                };
                boolean failed = vector.source().contains("boom");
                calls.add(new Call(
                        rig().codec("Pipe", vector.name()),
                        CodecSample.of(vector.source(), rig().head)
                                .body(body)
                                .sendsSomething()
                                .answeredBy(withSequenceId(vector))
                                .gives(failed ? 502 : 200)));
            }
            calls.add(new Call(
                    rig().codec("Pipe", "fire"),
                    CodecSample.of("oneway", rig().head)
                            .body("{\"ms\":1}")
                            .sendsSomething()
                            .gives(200, "")));
            return calls;
        }

        /** The captured reply with the exchange's id in place of its own. */
        private byte[] withSequenceId(Vectors.Vector vector) {
            byte[] message = vector.message();
            ThriftReader reader = rig().unframed().wire().reader(Unpooled.wrappedBuffer(message), 0, message.length);
            reader.message();
            ByteBuf out = Unpooled.buffer();
            new CallHead(protocol, vector.type(), vector.name()).write(out, (int) FakeExchange.EXCHANGE_ID);
            out.writeBytes(message, reader.index, message.length - reader.index);
            ByteBuf framed = Unpooled.buffer().writeInt(out.readableBytes()).writeBytes(out.duplicate());
            return ByteBufUtil.getBytes(transport == ThriftWireSettings.Transport.FRAMED ? framed : out);
        }
    }

    @Nested
    class FramedBinary extends Base {
        FramedBinary() {
            super(ThriftWireSettings.Transport.FRAMED, ThriftWireSettings.Protocol.BINARY);
        }
    }

    @Nested
    class FramedCompact extends Base {
        FramedCompact() {
            super(ThriftWireSettings.Transport.FRAMED, ThriftWireSettings.Protocol.COMPACT);
        }
    }

    @Nested
    class UnframedBinary extends Base {
        UnframedBinary() {
            super(ThriftWireSettings.Transport.UNFRAMED, ThriftWireSettings.Protocol.BINARY);
        }
    }

    @Nested
    class UnframedCompact extends Base {
        UnframedCompact() {
            super(ThriftWireSettings.Transport.UNFRAMED, ThriftWireSettings.Protocol.COMPACT);
        }
    }
}
