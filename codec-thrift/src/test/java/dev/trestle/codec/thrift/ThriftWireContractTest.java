package dev.trestle.codec.thrift;

import dev.trestle.bridge.WireProtocol;
import dev.trestle.testkit.WireContract;
import dev.trestle.testkit.WireSample;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The contract of wires, for each transport with each protocol. */
class ThriftWireContractTest {
    private static final int MAX_MESSAGE_BYTES = 1 << 20;

    abstract static class Base extends WireContract {
        private final Rig rig;

        Base(Rig rig) {
            this.rig = rig.maxFrameBytes(MAX_MESSAGE_BYTES).pipeline(4);
        }

        @Override
        protected WireProtocol protocol() {
            return rig.wire();
        }

        @Override
        protected int maxFrameBytes() {
            return MAX_MESSAGE_BYTES + (rig.wire().settings().framed() ? Integer.BYTES : 0);
        }

        @Override
        protected List<WireSample> samples() {
            List<WireSample> samples = new ArrayList<>();
            List<WireSample.Part> all = new ArrayList<>();
            for (Vectors.Vector vector : Vectors.pipe()) {
                if (!vector.isRequest()
                        && vector.protocol() == rig.wireSettings().protocol()
                        && vector.prefix().isEmpty()) {
                    WireSample.Part part =
                            WireSample.frame(0, rig.wire().settings().framed() ? vector.frame() : vector.message());
                    samples.add(WireSample.of(vector.source(), part));
                    all.add(part);
                }
            }
            samples.add(WireSample.of("two of them", all.getFirst(), all.getLast()));
            return samples;
        }

        @Override
        protected WireSample large() {
            ByteBuf message = Unpooled.buffer();
            new CallHead(rig.wireSettings().protocol(), ThriftProtocol.REPLY, "m").write(message, 1);
            ThriftWriter writer = rig.wire().writer(message);
            writer.field(0, 1, WireType.LIST);
            writer.list(WireType.STRUCT, 5_000);
            for (int i = 0; i < 5_000; i++) {
                writer.field(0, 1, WireType.I32);
                writer.i32(i);
                writer.stop();
            }
            writer.stop();
            byte[] bytes = ByteBufUtil.getBytes(
                    !rig.wire().settings().framed()
                            ? message
                            : Unpooled.wrappedBuffer(Unpooled.buffer().writeInt(message.readableBytes()), message));
            return WireSample.of("five thousand structs", WireSample.frame(1, bytes));
        }
    }

    @Nested
    class FramedBinary extends Base {
        FramedBinary() {
            super(Rig.of(""));
        }
    }

    @Nested
    class FramedCompact extends Base {
        FramedCompact() {
            super(Rig.of("").compact());
        }
    }

    @Nested
    class UnframedBinary extends Base {
        UnframedBinary() {
            super(Rig.of("").unframed());
        }
    }

    @Nested
    class UnframedCompact extends Base {
        UnframedCompact() {
            super(Rig.of("").unframed().compact());
        }
    }
}
