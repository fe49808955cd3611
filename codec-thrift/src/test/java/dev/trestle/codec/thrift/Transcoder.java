package dev.trestle.codec.thrift;

import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.protocol.TType;

/** Reads a message with one of libthrift's protocols and writes it with another, without knowing what it means. */
final class Transcoder {
    private static final TStruct STRUCT = new TStruct("");

    private final TProtocol in;
    private final TProtocol out;

    Transcoder(TProtocol in, TProtocol out) {
        this.in = in;
        this.out = out;
    }

    /** One message; its type becomes {@code type} and its arguments, field 1, the result, field 0. */
    void message(byte type, int argumentId, int resultId) throws TException {
        TMessage message = in.readMessageBegin();
        out.writeMessageBegin(new TMessage(message.name, type, message.seqid));
        in.readStructBegin();
        out.writeStructBegin(STRUCT);
        TField field = in.readFieldBegin();
        while (field.type != TType.STOP) {
            out.writeFieldBegin(new TField("", field.type, (short) (field.id == argumentId ? resultId : field.id)));
            value(field.type);
            out.writeFieldEnd();
            field = in.readFieldBegin();
        }
        out.writeFieldStop();
        out.writeStructEnd();
        in.readStructEnd();
        out.writeMessageEnd();
        in.readMessageEnd();
    }

    private void value(byte type) throws TException {
        switch (type) {
            case TType.BOOL -> out.writeBool(in.readBool());
            case TType.BYTE -> out.writeByte(in.readByte());
            case TType.I16 -> out.writeI16(in.readI16());
            case TType.I32 -> out.writeI32(in.readI32());
            case TType.I64 -> out.writeI64(in.readI64());
            case TType.DOUBLE -> out.writeDouble(in.readDouble());
            case TType.STRING -> out.writeBinary(in.readBinary());
            case TType.UUID -> out.writeUuid(in.readUuid());
            case TType.STRUCT -> struct();
            case TType.LIST -> list();
            case TType.SET -> set();
            case TType.MAP -> map();
            default -> throw new AssertionError("type " + type);
        }
    }

    private void struct() throws TException {
        in.readStructBegin();
        out.writeStructBegin(STRUCT);
        TField field = in.readFieldBegin();
        while (field.type != TType.STOP) {
            out.writeFieldBegin(field);
            value(field.type);
            out.writeFieldEnd();
            in.readFieldEnd();
            field = in.readFieldBegin();
        }
        out.writeFieldStop();
        out.writeStructEnd();
        in.readStructEnd();
    }

    private void list() throws TException {
        TList list = in.readListBegin();
        out.writeListBegin(list);
        for (int i = 0; i < list.size; i++) {
            value(list.elemType);
        }
        out.writeListEnd();
        in.readListEnd();
    }

    private void set() throws TException {
        TSet set = in.readSetBegin();
        out.writeSetBegin(set);
        for (int i = 0; i < set.size; i++) {
            value(set.elemType);
        }
        out.writeSetEnd();
        in.readSetEnd();
    }

    private void map() throws TException {
        TMap map = in.readMapBegin();
        out.writeMapBegin(map);
        for (int i = 0; i < map.size; i++) {
            value(map.keyType);
            value(map.valueType);
        }
        out.writeMapEnd();
        in.readMapEnd();
    }
}
