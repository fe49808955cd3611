package dev.trestle.app.tap;

import dev.trestle.bridge.FrameNotes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Bytes, and what they are.
 *
 * @param notes in order and without gaps; {@code what} is empty where nobody said what the bytes are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record AnnotatedFrame(byte[] bytes, List<Note> notes) {
    private static final int MAX_NOTES = 1_000;

    /** Bytes that belong together. */
    public record Note(int offset, int length, String what, String value) {}

    /** Asks {@code describe}, a method of the codec's notes. What it cannot read stays hex. */
    public static AnnotatedFrame of(byte[] bytes, BiConsumer<ByteBuf, FrameNotes> describe) {
        List<Note> told = new ArrayList<>();
        try {
            describe.accept(Unpooled.wrappedBuffer(bytes), (offset, length, what, value) -> {
                if (told.size() < MAX_NOTES && length > 0) {
                    told.add(new Note(offset, length, what, value));
                }
            });
        } catch (RuntimeException unreadable) {
            // What was said before stays.
        }
        told.sort(Comparator.comparingInt(Note::offset));
        return new AnnotatedFrame(bytes, filled(bytes.length, told));
    }

    private static List<Note> filled(int end, List<Note> told) {
        List<Note> notes = new ArrayList<>();
        int at = 0;
        for (Note note : told) {
            if (note.offset() < at || note.offset() + note.length() > end) {
                continue;
            }
            if (note.offset() > at) {
                notes.add(new Note(at, note.offset() - at, "", ""));
            }
            notes.add(note);
            at = note.offset() + note.length();
        }
        if (at < end) {
            notes.add(new Note(at, end - at, "", ""));
        }
        return List.copyOf(notes);
    }
}
