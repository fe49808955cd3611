package dev.trestle.codec.dubbo.classes;

import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a class says of itself before its members.
 *
 * @param name with its package, inner classes after a dollar sign
 * @param access the flags of the class file
 * @param parent the class it extends; null for Object's own
 * @param interfaces those it names, in that order
 * @param annotations its annotations by class name, each with those of its values that are one text or one class name
 */
public record ClassHead(
        String name,
        int access,
        @Nullable String parent,
        List<String> interfaces,
        Map<String, Map<String, String>> annotations) {
    private static final int ANNOTATION = 0x2000;
    private static final int ENUM = 0x4000;

    /** Copies. */
    public ClassHead {
        interfaces = List.copyOf(interfaces);
        annotations = Map.copyOf(annotations);
    }

    /** Whether it is an interface, and no annotation. */
    public boolean isInterface() {
        return Modifier.isInterface(access) && (access & ANNOTATION) == 0;
    }

    /** Whether everybody may use it. */
    public boolean isPublic() {
        return Modifier.isPublic(access);
    }

    /** Whether no object can have just this class. */
    public boolean isAbstract() {
        return Modifier.isAbstract(access) && !isEnum();
    }

    /** Whether it is an enum. */
    public boolean isEnum() {
        return (access & ENUM) != 0;
    }

    /** Its name without the package. */
    public String simpleName() {
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
