package dev.trestle.codec.dubbo.classes;

import java.util.List;

/**
 * A type as declared, without type variables: where one stands, its place has {@link #OBJECT}.
 *
 * @param name {@code long}, {@code java.util.List}, {@code com.acme.Order$Line}
 * @param arguments its type arguments; empty where there are none, or where nobody knows them
 * @param dimensions of an array; 0 for none
 */
public record DeclaredType(String name, List<DeclaredType> arguments, int dimensions) {
    /** Anything. */
    public static final DeclaredType OBJECT = new DeclaredType("java.lang.Object", List.of(), 0);

    /** Copies. */
    public DeclaredType {
        arguments = List.copyOf(arguments);
    }

    /** What one element is, of an array. */
    public DeclaredType element() {
        return new DeclaredType(name, arguments, dimensions - 1);
    }

    /** This type, with the arguments of {@code generic} if that is the same type with more said about it. */
    DeclaredType refinedBy(DeclaredType generic) {
        return generic.name.equals(name) && generic.dimensions == dimensions ? generic : this;
    }
}
