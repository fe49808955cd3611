package dev.trestle.codec.dubbo.classes;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads annotations (JVM specification, 4.7.16), keeping the values that are one text or one class. */
final class AnnotationParser {
    private static final int MAX_DEPTH = 16;

    private final ConstantPool constants;
    private final ByteBuffer in;

    private AnnotationParser(ConstantPool constants, ByteBuffer in) {
        this.constants = constants;
        this.in = in;
    }

    static Map<String, Map<String, String>> read(ConstantPool constants, @Nullable ByteBuffer attribute)
            throws BadClassException {
        Map<String, Map<String, String>> annotations = new LinkedHashMap<>();
        if (attribute != null) {
            AnnotationParser parser = new AnnotationParser(constants, attribute);
            for (int left = parser.u2(); left > 0; left--) {
                parser.annotation(annotations, 0);
            }
        }
        return annotations;
    }

    /** {@code type u2 | count u2 | (name u2 | value)*} */
    private void annotation(Map<String, Map<String, String>> into, int depth) throws BadClassException {
        String type = className(constants.text(u2()));
        Map<String, String> values = new HashMap<>();
        for (int left = u2(); left > 0; left--) {
            String name = constants.text(u2());
            String value = value(depth);
            if (value != null) {
                values.put(name, value);
            }
        }
        into.put(type, values);
    }

    /** Reads past a value; gives it if it is a text or a class. */
    private @Nullable String value(int depth) throws BadClassException {
        if (depth > MAX_DEPTH) {
            throw new BadClassException("annotations nested more than " + MAX_DEPTH + " deep");
        }
        char tag = (char) in.get();
        switch (tag) {
            case 's' -> {
                return constants.text(u2());
            }
            case 'c' -> {
                return className(constants.text(u2()));
            }
            case 'e' -> in.getInt();
            case '@' -> annotation(new HashMap<>(), depth + 1);
            case '[' -> {
                for (int left = u2(); left > 0; left--) {
                    value(depth + 1);
                }
            }
            default -> u2();
        }
        return null;
    }

    private static String className(String descriptor) throws BadClassException {
        boolean named = descriptor.startsWith("L") && descriptor.endsWith(";");
        return ConstantPool.dotted(named ? descriptor.substring(1, descriptor.length() - 1) : descriptor);
    }

    private int u2() {
        return Short.toUnsignedInt(in.getShort());
    }
}
