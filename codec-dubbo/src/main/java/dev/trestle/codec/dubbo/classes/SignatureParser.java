package dev.trestle.codec.dubbo.classes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads descriptors and the generic signatures of fields and methods (JVM specification, 4.3 and 4.7.9.1): {@code J},
 * {@code [Ljava/lang/String;}, {@code Ljava/util/List<TT;>;}. Type variables become {@code Object}: what they stand for is erased
 * in a call anyway.
 */
final class SignatureParser {
    private static final int MAX_DEPTH = 32;
    private static final Map<Character, String> PRIMITIVES = Map.of(
            'B', "byte", 'C', "char", 'D', "double", 'F', "float", 'I', "int", 'J', "long", 'S', "short", 'Z',
            "boolean", 'V', "void");

    private final String text;
    private int at;

    private SignatureParser(String text) {
        this.text = text;
    }

    /** A field's type. */
    static DeclaredType field(String descriptor, @Nullable String signature) throws BadClassException {
        DeclaredType erased = new SignatureParser(descriptor).type(0);
        return signature == null ? erased : erased.refinedBy(new SignatureParser(signature).type(0));
    }

    /** A method's parameters: as many as its descriptor has, whatever its signature says. */
    static List<DeclaredType> parameters(String descriptor, @Nullable String signature) throws BadClassException {
        List<DeclaredType> erased = new SignatureParser(descriptor).parameters();
        List<DeclaredType> generic = signature == null ? erased : new SignatureParser(signature).parameters();
        if (generic.size() != erased.size()) {
            return erased;
        }
        List<DeclaredType> refined = new ArrayList<>();
        for (int i = 0; i < erased.size(); i++) {
            refined.add(erased.get(i).refinedBy(generic.get(i)));
        }
        return refined;
    }

    /** What a method returns. */
    static DeclaredType result(String descriptor, @Nullable String signature) throws BadClassException {
        SignatureParser erased = new SignatureParser(descriptor);
        erased.parameters();
        DeclaredType result = erased.type(0);
        if (signature == null) {
            return result;
        }
        SignatureParser generic = new SignatureParser(signature);
        generic.parameters();
        return result.refinedBy(generic.type(0));
    }

    private List<DeclaredType> parameters() throws BadClassException {
        if (peek() == '<') {
            skipFormals();
        }
        expect('(');
        List<DeclaredType> parameters = new ArrayList<>();
        while (peek() != ')') {
            parameters.add(type(0));
        }
        at++;
        return parameters;
    }

    /** {@code <T:Ljava/lang/Object;>}: brackets come in pairs. */
    private void skipFormals() throws BadClassException {
        int depth = 0;
        do {
            char c = next();
            depth += c == '<' ? 1 : c == '>' ? -1 : 0;
        } while (depth > 0);
    }

    private DeclaredType type(int depth) throws BadClassException {
        if (depth > MAX_DEPTH) {
            throw new BadClassException("a type nested more than " + MAX_DEPTH + " deep");
        }
        int dimensions = 0;
        while (peek() == '[') {
            at++;
            dimensions++;
        }
        if (dimensions > MAX_DEPTH) {
            throw new BadClassException("an array of " + dimensions + " dimensions");
        }
        char kind = next();
        if (kind == 'T') {
            upTo(';');
            return new DeclaredType(DeclaredType.OBJECT.name(), List.of(), dimensions);
        }
        if (kind == 'L') {
            return classType(depth, dimensions);
        }
        String primitive = PRIMITIVES.get(kind);
        if (primitive == null) {
            throw malformed();
        }
        return new DeclaredType(primitive, List.of(), dimensions);
    }

    /** {@code Lcom/acme/Outer<TT;>.Inner<Ljava/lang/String;>;} is {@code com.acme.Outer$Inner} of the last arguments. */
    private DeclaredType classType(int depth, int dimensions) throws BadClassException {
        StringBuilder name = new StringBuilder();
        List<DeclaredType> arguments = List.of();
        while (true) {
            char c = next();
            switch (c) {
                case ';' -> {
                    return new DeclaredType(name.toString(), arguments, dimensions);
                }
                case '<' -> arguments = arguments(depth);
                case '.' -> {
                    arguments = List.of();
                    name.append('$');
                }
                default -> name.append(c == '/' ? '.' : c);
            }
        }
    }

    private List<DeclaredType> arguments(int depth) throws BadClassException {
        List<DeclaredType> arguments = new ArrayList<>();
        while (peek() != '>') {
            char wildcard = peek();
            if (wildcard == '*' || wildcard == '+' || wildcard == '-') {
                at++;
            }
            // What goes into a list of ? super X may be an X; what comes out of it is any.
            arguments.add(wildcard == '*' ? DeclaredType.OBJECT : type(depth + 1));
        }
        at++;
        return arguments;
    }

    private void upTo(char end) throws BadClassException {
        while (next() != end) {
            // a type variable's name
        }
    }

    private void expect(char expected) throws BadClassException {
        if (next() != expected) {
            throw malformed();
        }
    }

    private char peek() throws BadClassException {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private char next() throws BadClassException {
        char c = peek();
        at++;
        return c;
    }

    private static BadClassException malformed() {
        return new BadClassException("a malformed type");
    }
}
