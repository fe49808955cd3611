package dev.trestle.codec.dubbo.hessian;

import dev.trestle.bridge.json.JsonOptions;
import dev.trestle.bridge.json.JsonWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/** Hessian bytes as JSON text. */
final class Reading {
    private static final int OFFSET = 3;

    private Reading() {}

    /** The JSON of all values in {@code hex}, one space between; they begin somewhere inside the buffer. */
    static String json(String hex) {
        return json(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    static String json(byte[] bytes) {
        return json(bytes, HessianReader.ClassKeys.KEEP, JsonOptions.DEFAULT);
    }

    static String json(byte[] bytes, HessianReader.ClassKeys classKeys, JsonOptions options) {
        return json(bytes, new ClassShapes(Set.of()), classKeys, options);
    }

    static String json(byte[] bytes, ClassShapes shapes, HessianReader.ClassKeys classKeys, JsonOptions options) {
        ByteBuf in = Unpooled.buffer(OFFSET + bytes.length).writeZero(OFFSET).writeBytes(bytes);
        HessianReader reader = new HessianReader(in, OFFSET, shapes, classKeys);
        StringBuilder json = new StringBuilder();
        do {
            ByteBuf out = Unpooled.buffer();
            reader.value(new JsonWriter(out, options));
            json.append(json.isEmpty() ? "" : " ").append(out.toString(StandardCharsets.UTF_8));
        } while (reader.hasMore());
        return json.toString();
    }
}
