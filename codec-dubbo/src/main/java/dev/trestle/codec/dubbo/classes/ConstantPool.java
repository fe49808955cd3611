package dev.trestle.codec.dubbo.classes;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The constants of a class file, of which only texts and class names count here. Every text is decoded once at most. */
final class ConstantPool {
    private static final int UTF8 = 1;
    private static final int CLASS = 7;
    private static final int MAX_NAME_CHARS = 1_024;

    private final ByteBuffer file;
    private final int[] places;
    private final @Nullable String[] texts;

    /** Reads past the pool that begins at the buffer's position. */
    ConstantPool(ByteBuffer in) throws BadClassException {
        file = in.duplicate();
        int count = Short.toUnsignedInt(in.getShort());
        places = new int[count];
        texts = new String[count];
        for (int i = 1; i < count; i++) {
            places[i] = in.position();
            int tag = in.get();
            skip(in, tag);
            if (tag == 5 || tag == 6) {
                i++; // long and double take two places
            }
        }
    }

    /** Lengths by tag: JVM specification, 4.4. */
    private static void skip(ByteBuffer in, int tag) throws BadClassException {
        int length = switch (tag) {
            case UTF8 -> Short.toUnsignedInt(in.getShort());
            case CLASS, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
            case 5, 6 -> 8;
            default -> throw new BadClassException("a constant of kind " + tag);
        };
        in.position(in.position() + length);
    }

    /** The text at {@code index}. */
    String text(int index) throws BadClassException {
        int place = place(index, UTF8);
        String known = texts[index];
        if (known == null) {
            byte[] encoded = new byte[Short.toUnsignedInt(file.getShort(place + 1)) + 2];
            file.get(place + 1, encoded);
            try {
                known = new DataInputStream(new ByteArrayInputStream(encoded)).readUTF();
            } catch (IOException malformed) {
                throw new BadClassException("a malformed text");
            }
            texts[index] = known;
        }
        return known;
    }

    /** The name of the class at {@code index}, with dots; null for index 0. */
    @Nullable
    String className(int index) throws BadClassException {
        return index == 0 ? null : dotted(text(Short.toUnsignedInt(file.getShort(place(index, CLASS) + 1))));
    }

    /** A class name as Java writes it. */
    static String dotted(String name) throws BadClassException {
        if (name.length() > MAX_NAME_CHARS) {
            throw new BadClassException(
                    "a name of " + name.length() + " characters (expected: at most " + MAX_NAME_CHARS + ")");
        }
        return name.replace('/', '.');
    }

    private int place(int index, int tag) throws BadClassException {
        if (index <= 0 || index >= places.length || places[index] == 0 || file.get(places[index]) != tag) {
            throw new BadClassException("a reference to a constant that is not there");
        }
        return places[index];
    }
}
