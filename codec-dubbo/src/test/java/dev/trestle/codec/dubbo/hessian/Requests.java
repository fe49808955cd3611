package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** The bodies of request frames as JSON. */
public final class Requests {
    private static final int HEAD_VALUES = 5;

    private Requests() {}

    /**
     * A request body.
     *
     * @param head version, path, service version, method, descriptor
     * @param argument the first argument, empty if there is none
     * @param attachments the last value
     * @param rest everything after the head
     * @param hex the frame
     */
    public record Request(String head, String argument, String attachments, String rest, String hex) {}

    /** Takes a frame apart that has this many arguments at least. */
    public static Request of(byte[] frame, int arguments) {
        List<String> values = values(frame);
        String argument = arguments == 0 ? "" : values.get(HEAD_VALUES);
        return new Request(
                String.join(" ", values.subList(0, HEAD_VALUES)),
                argument,
                values.getLast(),
                String.join(" ", values.subList(HEAD_VALUES, values.size())),
                HexFormat.of().formatHex(frame));
    }

    /** The head of a request's body. */
    public static String head(byte[] frame) {
        return String.join(" ", values(frame).subList(0, HEAD_VALUES));
    }

    private static List<String> values(byte[] frame) {
        ByteBuf in = Unpooled.wrappedBuffer(frame);
        if (in.getInt(12) != frame.length - 16) {
            throw new AssertionError(in.getInt(12) + " bytes of body (expected: " + (frame.length - 16) + ")");
        }
        HessianReader reader = new HessianReader(in, 16, new ClassShapes(Set.of()), HessianReader.ClassKeys.KEEP);
        List<String> values = new ArrayList<>();
        while (reader.hasMore()) {
            ByteBuf out = Unpooled.buffer();
            reader.value(new JsonWriter(out, JsonOptions.DEFAULT));
            values.add(out.toString(StandardCharsets.UTF_8));
        }
        return values;
    }
}
