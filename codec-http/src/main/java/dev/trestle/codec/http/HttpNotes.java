package dev.trestle.codec.http;

import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.FrameNotes;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Says what the lines of a head are. Bytes come in pieces: what does not begin a message is shown as it is. */
final class HttpNotes implements CodecNotes {
    @Override
    public void request(ByteBuf frame, FrameNotes notes) {
        describe(frame, "request line", notes);
    }

    @Override
    public void reply(ByteBuf frame, FrameNotes notes) {
        describe(frame, "status line", notes);
    }

    private static void describe(ByteBuf frame, String first, FrameNotes notes) {
        int start = frame.readerIndex();
        String what = first;
        int at = start;
        for (int end = lineEnd(frame, at); end >= 0; end = lineEnd(frame, at)) {
            String line =
                    frame.toString(at, end - at, StandardCharsets.ISO_8859_1).trim();
            if (what.equals(first) && !line.contains("HTTP/1.")) {
                return;
            }
            int colon = line.indexOf(':');
            if (line.isEmpty()) {
                notes.note(at - start, end - at, "end of the head", "");
                return;
            }
            boolean field = !what.equals(first) && colon > 0;
            notes.note(
                    at - start,
                    end - at,
                    field ? line.substring(0, colon) : what,
                    field ? line.substring(colon + 1).trim() : line);
            what = "field";
            at = end;
        }
    }

    /** Behind the next line feed; -1 for none. */
    private static int lineEnd(ByteBuf frame, int from) {
        int feed = frame.indexOf(from, frame.writerIndex(), (byte) '\n');
        return feed < 0 ? -1 : feed + 1;
    }
}
