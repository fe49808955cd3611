package dev.trestle.codec.raw;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tells a frame for the connection from those of exchanges. Immutable. */
final class ControlFrame {
    private final List<Header.Slot> fields;
    private final @Nullable ByteBuf payload;

    private ControlFrame(List<Header.Slot> fields, @Nullable ByteBuf payload) {
        this.fields = fields;
        this.payload = payload;
    }

    /** A frame with these fields and, unless it is null, this payload. */
    static ControlFrame of(List<Header.Slot> fields, @Nullable String payload) {
        return new ControlFrame(
                List.copyOf(fields),
                payload == null
                        ? null
                        : Unpooled.unreleasableBuffer(
                                Unpooled.wrappedBuffer(payload.getBytes(StandardCharsets.ISO_8859_1))));
    }

    boolean matches(ByteBuf frame, Framing framing) {
        for (Header.Slot field : fields) {
            if (!field.matches(frame, framing)) {
                return false;
            }
        }
        ByteBuf expected = payload;
        if (expected == null) {
            return true;
        }
        ByteBuf actual = framing.payload(frame, UnpooledByteBufAllocator.DEFAULT);
        boolean same = ByteBufUtil.equals(actual, expected);
        actual.release();
        return same;
    }
}
