package dev.trestle.app.tap;

import java.util.HexFormat;
import java.util.List;

/**
 * Bytes as JSON has them.
 *
 * @param length how many
 * @param hex all of them
 * @param notes what they are
 */
public record FrameView(int length, String hex, List<AnnotatedFrame.Note> notes) {
    /** The view of a frame. */
    public static FrameView of(AnnotatedFrame frame) {
        return new FrameView(frame.bytes().length, HexFormat.of().formatHex(frame.bytes()), frame.notes());
    }
}
