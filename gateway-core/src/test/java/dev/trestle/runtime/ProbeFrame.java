package dev.trestle.runtime;

import dev.trestle.testkit.ScriptedConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A frame of the probe protocol as a scripted upstream reads and writes it. Requests: {@code h} head, {@code d} data, {@code e} end
 * with trailers. Replies: {@code H} head ({@code status name=value ...}), {@code D} data, {@code E} end ({@code name=value ...}),
 * {@code R} a whole reply of status 200 with all {@code G} before it.
 */
record ProbeFrame(char type, int id, byte[] payload) {
    static ProbeFrame read(ScriptedConnection from) throws IOException {
        ByteBuffer header = ByteBuffer.wrap(from.read(ProbeCodecFactory.HEADER_BYTES));
        char type = (char) header.get();
        int id = header.get() & 0xff;
        return new ProbeFrame(type, id, from.read(header.getInt()));
    }

    /** Reads frames up to the first of {@code type}. */
    static ProbeFrame readUntil(ScriptedConnection from, char type) throws IOException {
        ProbeFrame frame = read(from);
        while (frame.type != type) {
            frame = read(from);
        }
        return frame;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** A frame of the same exchange. */
    byte[] answer(char answer, String text) {
        return bytes(answer, id, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] bytes(char type, int id, byte... payload) {
        return ByteBuffer.allocate(ProbeCodecFactory.HEADER_BYTES + payload.length)
                .put((byte) type)
                .put((byte) id)
                .putInt(payload.length)
                .put(payload)
                .array();
    }
}
