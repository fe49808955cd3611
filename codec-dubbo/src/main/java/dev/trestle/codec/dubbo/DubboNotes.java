package dev.trestle.codec.dubbo;

import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.mapping.ArgumentNotes;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.codec.dubbo.hessian.ClassShapes;
import dev.trestle.codec.dubbo.hessian.HessianNotes;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/** What the frames of one call are made of. */
record DubboNotes(Call call, ClassShapes shapes) implements CodecNotes {
    private static final int ATTACHMENTS = 3;
    private static final int OK = 20;

    @Override
    public void arguments(RequestValues request, ArgumentNotes notes) {
        call.explain(request, notes);
    }

    @Override
    public void request(ByteBuf frame, FrameNotes notes) {
        header(frame, notes, "none in a request");
        HessianNotes body = body(frame, notes);
        for (String what : List.of("protocol version", "service", "service version", "method", "parameter types")) {
            body.value(what);
        }
        call.places().forEach(body::value);
        body.value("attachments");
    }

    @Override
    public void reply(ByteBuf frame, FrameNotes notes) {
        int status = frame.getUnsignedByte(frame.readerIndex() + 3);
        header(
                frame,
                notes,
                status + " " + (status == OK ? "ok" : DubboStatus.of(status).word()));
        HessianNotes body = body(frame, notes);
        if (status != OK) {
            body.value("detail");
            return;
        }
        int kind = body.int32("response type", DubboNotes::kind);
        if (kind % ATTACHMENTS != 2) {
            body.value(kind % ATTACHMENTS == 0 ? "exception" : "result");
        }
        if (kind >= ATTACHMENTS) {
            body.value("attachments");
        }
    }

    private static String kind(int type) {
        String what = switch (type % ATTACHMENTS) {
            case 0 -> "an exception";
            case 1 -> "a value";
            default -> "null";
        };
        return type + " " + what + (type >= ATTACHMENTS ? " and attachments" : "");
    }

    private HessianNotes body(ByteBuf frame, FrameNotes notes) {
        int start = frame.readerIndex();
        return new HessianNotes(
                frame,
                start + DubboProtocol.HEADER_BYTES,
                shapes,
                (offset, length, what, value) -> notes.note(offset - start, length, what, value));
    }

    private static void header(ByteBuf frame, FrameNotes notes, String status) {
        int at = frame.readerIndex();
        int flags = frame.getUnsignedByte(at + 2);
        List<String> words = new ArrayList<>();
        words.add((flags & DubboProtocol.REQUEST) != 0 ? "request" : "response");
        if ((flags & DubboProtocol.TWO_WAY) != 0) {
            words.add("two-way");
        }
        if ((flags & DubboProtocol.EVENT) != 0) {
            words.add("event");
        }
        int serialization = flags & 0x1f;
        words.add(serialization == DubboProtocol.HESSIAN2 ? "hessian2" : "serialization " + serialization);
        notes.note(0, 2, "magic", "");
        notes.note(2, 1, "flags", String.join(", ", words));
        notes.note(3, 1, "status", status);
        notes.note(4, 8, "request id", Long.toString(frame.getLong(at + 4)));
        notes.note(12, 4, "body length", frame.getInt(at + 12) + " bytes");
    }
}
