package dev.trestle.source;

import dev.trestle.bridge.settings.Position;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The bytes of a file as text, or the place where they are none. */
final class Utf8Text {
    private Utf8Text() {}

    /** The text; null when it is not UTF-8, which is reported. */
    static @Nullable String of(String file, byte[] bytes, Findings findings) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        if (!result.isError()) {
            return out.flip().toString();
        }
        String before = out.flip().toString();
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = before.length() - before.lastIndexOf('\n');
        findings.loseText(
                new Position(file, line, column),
                String.format("byte 0x%02x (expected: text in UTF-8)", bytes[in.position()] & 0xff));
        return null;
    }
}
