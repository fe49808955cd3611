package dev.trestle.codec.dubbo;

/**
 * A Java type of an argument.
 *
 * @param name as a generic invocation names it: {@code long}, {@code java.util.List}, {@code java.lang.String[]}
 * @param descriptor as a typed call names it: {@code J}, {@code Ljava/util/List;}
 * @param encoder writes its values
 */
record JavaType(String name, String descriptor, Encoder encoder) {
    /** A class that is named like its descriptor. */
    static JavaType ofClass(String name, Encoder encoder) {
        return new JavaType(name, "L" + name.replace('.', '/') + ";", encoder);
    }
}
