package dev.trestle.codec.thrift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.codec.thrift.ThriftWireSettings.Protocol;
import dev.trestle.codec.thrift.idl.Schema;
import dev.trestle.codec.thrift.idl.ThriftType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.HexFormat;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random values of every type against libthrift's own protocols: what we write it reads, what it writes we read. */
class OracleTest {
    private static final String IDL = "idl/oracle.thrift";
    private static final int ROUNDS = 2_000;

    private static Rig rig(Protocol protocol) {
        Rig rig = Rig.resource(IDL).unframed().protocol(protocol);
        rig.exchangeId = 300;
        return rig;
    }

    private static TProtocol libthrift(Protocol protocol, TMemoryBuffer memory) {
        return protocol == Protocol.BINARY ? new TBinaryProtocol(memory) : new TCompactProtocol(memory);
    }

    private static byte[] transcode(byte[] message, Protocol from, Protocol to, byte type) {
        try {
            TMemoryBuffer in = new TMemoryBuffer(message.length);
            in.write(message);
            TMemoryBuffer out = new TMemoryBuffer(message.length);
            int resultId = type == TMessageType.REPLY ? 0 : 1;
            new Transcoder(libthrift(from, in), libthrift(to, out)).message(type, 1, resultId);
            byte[] written = new byte[out.length()];
            System.arraycopy(out.getArray(), 0, written, 0, written.length);
            return written;
        } catch (TTransportException e) {
            throw new AssertionError(e);
        } catch (TException e) {
            throw new AssertionError(HexFormat.of().formatHex(message), e);
        }
    }

    private static byte[] encode(ThriftCodec codec, Rig rig, String json) {
        ByteBuf message = rig.encode(codec, "{\"value\":" + json + "}");
        try {
            return ByteBufUtil.getBytes(message);
        } finally {
            message.release();
        }
    }

    /** The other direction loses the types of empty maps, which only the binary protocol says. */
    @Test
    void compactValues_areWhatLibthriftMakesOfBinaryOnes() {
        ThriftCodec binary = rig(Protocol.BINARY).codec("Oracle", "echo");
        ThriftCodec compact = rig(Protocol.COMPACT).codec("Oracle", "echo");
        ThriftType type = everything();
        RandomJson values = new RandomJson(12);
        for (int round = 0; round < ROUNDS; round++) {
            String json = values.value(type, 1 + round % 5);
            byte[] ours = encode(binary, rig(Protocol.BINARY), json);
            assertThat(HexFormat.of().formatHex(transcode(ours, Protocol.BINARY, Protocol.COMPACT, TMessageType.CALL)))
                    .as(json)
                    .isEqualTo(HexFormat.of().formatHex(encode(compact, rig(Protocol.COMPACT), json)));
        }
    }

    private static ThriftType everything() {
        return Schema.load(IDL, Rig::resourceBytes, rig(Protocol.BINARY).collected())
                .structs()
                .get("Everything");
    }

    @ParameterizedTest
    @EnumSource
    void values_areTheSame_thereAndBack(Protocol protocol) {
        ThriftCodec codec = rig(protocol).codec("Oracle", "echo");
        ThriftType type = everything();
        RandomJson values = new RandomJson(11);
        for (int round = 0; round < ROUNDS; round++) {
            String json = values.value(type, 1 + round % 5);
            byte[] ours = encode(codec, rig(protocol), json);
            assertThat(HexFormat.of().formatHex(transcode(ours, protocol, protocol, TMessageType.CALL)))
                    .as(json)
                    .isEqualTo(HexFormat.of().formatHex(ours));
            byte[] reply = transcode(ours, protocol, protocol, TMessageType.REPLY);
            assertThat(rig(protocol).decode(codec, reply)).isEqualTo("200 " + json);
        }
    }
}
