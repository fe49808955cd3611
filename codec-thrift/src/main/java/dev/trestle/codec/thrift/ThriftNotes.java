package dev.trestle.codec.thrift;

import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.RequestValues;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the messages of one call are made of: the head, then the fields by the IDL, structs taken apart. */
record ThriftNotes(ThriftProtocol protocol, Arguments arguments, ResultReader results) implements CodecNotes {
    private static final int MORE = 0x80;

    @Override
    public void arguments(RequestValues request, ArgumentNotes notes) {
        arguments.explain(request, protocol.writer(Unpooled.buffer()), notes);
    }

    @Override
    public void request(ByteBuf frame, FrameNotes notes) {
        Walk walk = head(frame, notes);
        walk.fields("args", arguments.plan().shape());
    }

    @Override
    public void reply(ByteBuf frame, FrameNotes notes) {
        Walk walk = head(frame, notes);
        if (walk.in.messageType == ThriftProtocol.REPLY) {
            walk.results(results);
        } else {
            walk.fields("error", null);
        }
    }

    private Walk head(ByteBuf frame, FrameNotes notes) {
        int start = frame.readerIndex();
        ThriftReader in = protocol.reader(frame, start, frame.readableBytes());
        int prefix = protocol.prefixBytes(frame, start, frame.readableBytes());
        if (prefix > 0) {
            notes.note(0, Integer.BYTES, "frame length", frame.getInt(start) + " bytes");
        }
        if (prefix > Integer.BYTES) {
            notes.note(Integer.BYTES, prefix - Integer.BYTES, "header", HeaderTransport.shown(frame, start, prefix));
        }
        in.message();
        int name = in.nameIndex - start;
        String kind = in.messageType + " " + kind(in.messageType);
        String called = in.in.toString(in.nameIndex, in.nameLength, StandardCharsets.UTF_8);
        String sequence = Integer.toString(in.sequenceId);
        if (protocol.settings().protocol() == ThriftWireSettings.Protocol.COMPACT) {
            int at = start + prefix + 2;
            int end = at;
            while ((frame.getByte(end) & MORE) != 0) {
                end++;
            }
            end++;
            notes.note(prefix, 2, "compact, version and type", kind);
            notes.note(at - start, end - at, "sequence id", sequence);
            notes.note(end - start, name + in.nameLength - end + start, "method", called);
        } else if (frame.getByte(start + prefix) < 0) {
            notes.note(prefix, 4, "version and type", kind);
            notes.note(prefix + 4, 4 + in.nameLength, "method", called);
            notes.note(name + in.nameLength, 4, "sequence id", sequence);
        } else {
            notes.note(prefix, 4 + in.nameLength, "method", called);
            notes.note(name + in.nameLength, 1, "type", kind);
            notes.note(name + in.nameLength + 1, 4, "sequence id", sequence);
        }
        return new Walk(in, start, notes);
    }

    private static String kind(int type) {
        return switch (type) {
            case ThriftProtocol.CALL -> "call";
            case ThriftProtocol.REPLY -> "reply";
            case ThriftProtocol.EXCEPTION -> "exception";
            case ThriftProtocol.ONEWAY -> "oneway";
            default -> "unknown";
        };
    }

    /** Steps over the fields of a message. */
    private record Walk(ThriftReader in, int start, FrameNotes notes) {
        private static final int MAX_DEPTH = 16;

        void results(ResultReader results) {
            int outer = in.beginStruct();
            int begin = in.index;
            while (in.nextField()) {
                String thrown = results.thrownName(in.fieldId);
                String what = thrown == null ? "result" : "exception " + thrown;
                value(what, begin, results.shape(in.fieldId), MAX_DEPTH);
                begin = in.index;
            }
            stop(begin, "reply");
            in.endStruct(outer);
        }

        void fields(String what, @Nullable StructShape shape) {
            fields(what, shape, MAX_DEPTH);
        }

        private void fields(String what, @Nullable StructShape shape, int depth) {
            int outer = in.beginStruct();
            int begin = in.index;
            while (in.nextField()) {
                StructShape.Member member = shape == null ? null : shape.byId(in.fieldId);
                String name =
                        member == null ? "field " + in.fieldId : member.field().name();
                value(what + "." + name, begin, member == null ? null : member.shape(), depth);
                begin = in.index;
            }
            stop(begin, what);
            in.endStruct(outer);
        }

        private void value(String what, int begin, @Nullable Shape shape, int depth) {
            String type = WireType.shown(in.fieldType);
            if (shape instanceof StructShape struct && in.fieldType == WireType.STRUCT && depth > 0) {
                note(begin, what, "field " + in.fieldId + ", " + struct.shown());
                fields(what, struct, depth - 1);
            } else if (shape == null || in.fieldType != shape.wireType()) {
                in.skip(in.fieldType, ThriftReader.MAX_DEPTH);
                note(begin, what, type);
            } else {
                String field = "field " + in.fieldId + ", " + shape.shown() + ": ";
                ByteBuf json = Unpooled.buffer();
                shape.read(in, new JsonWriter(json, JsonOptions.DEFAULT), ThriftReader.MAX_DEPTH);
                note(begin, what, field + json.toString(StandardCharsets.UTF_8));
            }
        }

        private void stop(int begin, String what) {
            note(begin, "end of " + what, "");
        }

        private void note(int begin, String what, String value) {
            notes.note(begin - start, in.index - begin, what, value);
        }
    }
}
