package dev.trestle.codec.dubbo.classes;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attributes of a class, member or code that count here, each cut out so that nobody reads past its end. */
final class Attributes {
    private static final Set<String> WANTED = Set.of(
            "Signature", "Exceptions", "MethodParameters", "Code", "LocalVariableTable", "RuntimeVisibleAnnotations");

    private final Map<String, ByteBuffer> byName = new HashMap<>();

    /** {@code count u2 | (name u2 | length u4 | content)*} */
    static Attributes read(ByteBuffer in, ConstantPool constants) throws BadClassException {
        Attributes attributes = new Attributes();
        for (int left = Short.toUnsignedInt(in.getShort()); left > 0; left--) {
            String name = constants.text(Short.toUnsignedInt(in.getShort()));
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new BadClassException("an attribute longer than what it is in");
            }
            if (WANTED.contains(name)) {
                attributes.byName.put(name, in.slice(in.position(), length));
            }
            in.position(in.position() + length);
        }
        return attributes;
    }

    @Nullable
    ByteBuffer get(String name) {
        return byName.get(name);
    }
}
