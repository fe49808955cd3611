package dev.trestle.codec.dubbo.classes;

import java.lang.reflect.Modifier;
import java.util.List;

/**
 * A class with its members.
 *
 * @param fields in the order of the class file
 * @param methods in the order of the class file
 */
public record ClassBody(ClassHead head, List<Field> fields, List<Method> methods) {
    private static final int SYNTHETIC = 0x1000;
    private static final int ENUM = 0x4000;

    /** Copies. */
    public ClassBody {
        fields = List.copyOf(fields);
        methods = List.copyOf(methods);
    }

    /** A field. */
    public record Field(String name, int access, DeclaredType type) {
        /** Whether it is a part of the object's state that travels. */
        public boolean travels() {
            return !Modifier.isStatic(access) && !Modifier.isTransient(access) && (access & SYNTHETIC) == 0;
        }

        /** Whether it is one of an enum's constants. */
        public boolean isConstant() {
            return (access & ENUM) != 0;
        }
    }

    /**
     * A method.
     *
     * @param descriptor of parameters and result, erased: what tells overloads apart
     * @param names the names of the parameters; empty where the class file does not say all of them
     * @param exceptions what it declares to throw
     */
    public record Method(
            String name,
            int access,
            String descriptor,
            List<DeclaredType> parameters,
            DeclaredType result,
            List<String> names,
            List<String> exceptions) {
        /** Copies. */
        public Method {
            parameters = List.copyOf(parameters);
            names = List.copyOf(names);
            exceptions = List.copyOf(exceptions);
        }

        /** Name and descriptor. */
        public String key() {
            return name + descriptor;
        }

        /** Whether the compiler made it, to bridge one type with another. */
        public boolean isSynthetic() {
            return (access & SYNTHETIC) != 0;
        }

        /** Whether it is called on an object, by anybody. */
        public boolean isCallable() {
            return Modifier.isPublic(access) && !Modifier.isStatic(access) && !name.startsWith("<");
        }
    }
}
