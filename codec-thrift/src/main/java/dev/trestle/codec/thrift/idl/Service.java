package dev.trestle.codec.thrift.idl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param methods all methods by name, inherited ones included; its own in the order written come first
 */
public record Service(String name, Map<String, Method> methods, List<Annotation> annotations) {
    /** The method called {@code methodName}, or null. */
    public @Nullable Method method(String methodName) {
        return methods.get(methodName);
    }
}
