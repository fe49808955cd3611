package dev.trestle.codec.dubbo.classes;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads class files (JVM specification, chapter 4): names, members, generic signatures, names of parameters, annotations of the class.
 *
 * <p>What it reads may be anybody's, so it takes nothing for granted: every structure is read inside the length it was given, and
 * nothing is read twice, so that the time is proportional to the size of the file whatever is in it. Code is not looked at.
 *
 * <pre>
 * magic u4 | minor u2 | major u2 | constants | access u2 | this u2 | super u2 | interfaces | fields | methods | attributes
 * </pre>
 */
final class ClassParser {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int MAX_MEMBERS = 10_000;
    private static final int MAX_TYPE_CHARS = 2_048;

    private final ByteBuffer in;
    private final ConstantPool constants;

    private ClassParser(byte[] file) throws BadClassException {
        in = ByteBuffer.wrap(file);
        if (in.getInt() != MAGIC) {
            throw new BadClassException("no class file");
        }
        in.getInt();
        constants = new ConstantPool(in);
    }

    /** What the class says of itself. */
    static ClassHead head(byte[] file) throws BadClassException {
        return body(file).head();
    }

    /** The class with its members. */
    static ClassBody body(byte[] file) throws BadClassException {
        try {
            return new ClassParser(file).parse();
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException end) {
            throw new BadClassException("it ends in the middle");
        }
    }

    private ClassBody parse() throws BadClassException {
        int access = u2(in);
        String name = constants.className(u2(in));
        String parent = constants.className(u2(in));
        List<String> interfaces = classNames(in);
        List<ClassBody.Field> fields = new ArrayList<>();
        for (int left = members(); left > 0; left--) {
            fields.add(field());
        }
        List<ClassBody.Method> methods = new ArrayList<>();
        for (int left = members(); left > 0; left--) {
            methods.add(method());
        }
        Attributes own = attributes(in);
        if (name == null) {
            throw new BadClassException("a class without a name");
        }
        Map<String, Map<String, String>> annotations =
                AnnotationParser.read(constants, own.get("RuntimeVisibleAnnotations"));
        ClassHead head = new ClassHead(name, access, parent, interfaces, annotations);
        return new ClassBody(head, fields, methods);
    }

    private int members() throws BadClassException {
        int count = u2(in);
        if (count > MAX_MEMBERS) {
            throw new BadClassException(count + " members (expected: at most " + MAX_MEMBERS + ")");
        }
        return count;
    }

    private ClassBody.Field field() throws BadClassException {
        int access = u2(in);
        String name = constants.text(u2(in));
        String descriptor = typeText(u2(in));
        String signature = signature(attributes(in));
        return new ClassBody.Field(name, access, SignatureParser.field(descriptor, signature));
    }

    private ClassBody.Method method() throws BadClassException {
        int access = u2(in);
        String name = constants.text(u2(in));
        String descriptor = typeText(u2(in));
        Attributes attributes = attributes(in);
        String signature = signature(attributes);
        List<DeclaredType> parameters = SignatureParser.parameters(descriptor, signature);
        ByteBuffer thrown = attributes.get("Exceptions");
        return new ClassBody.Method(
                name,
                access,
                descriptor,
                parameters,
                SignatureParser.result(descriptor, signature),
                names(attributes, parameters),
                thrown == null ? List.of() : classNames(thrown));
    }

    private List<String> names(Attributes attributes, List<DeclaredType> parameters) throws BadClassException {
        ByteBuffer named = attributes.get("MethodParameters");
        ByteBuffer code = attributes.get("Code");
        if (named != null) {
            return named(named, parameters.size());
        }
        return code == null ? List.of() : inCode(code, parameters);
    }

    /** {@code count u1 | (name u2 | access u2)*} */
    private List<String> named(ByteBuffer attribute, int wanted) throws BadClassException {
        int count = Byte.toUnsignedInt(attribute.get());
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count && count == wanted; i++) {
            int name = u2(attribute);
            u2(attribute);
            if (name == 0) {
                return List.of();
            }
            names.add(constants.text(name));
        }
        return names;
    }

    /** The variables that are there from the first instruction on, of an object's method, by the slots that parameters take. */
    private List<String> inCode(ByteBuffer code, List<DeclaredType> parameters) throws BadClassException {
        code.position(code.position() + 4);
        int length = code.getInt();
        code.position(Math.addExact(code.position(), length));
        int handlers = u2(code);
        code.position(code.position() + handlers * 8);
        ByteBuffer variables = attributes(code).get("LocalVariableTable");
        if (variables == null) {
            return List.of();
        }
        String[] bySlot = new String[2 * parameters.size() + 2];
        for (int left = u2(variables); left > 0; left--) {
            int start = u2(variables);
            u2(variables);
            int name = u2(variables);
            u2(variables);
            int slot = u2(variables);
            if (start == 0 && slot < bySlot.length && bySlot[slot] == null) {
                bySlot[slot] = constants.text(name);
            }
        }
        List<String> names = new ArrayList<>();
        int slot = 1;
        for (DeclaredType parameter : parameters) {
            if (bySlot[slot] == null) {
                return List.of();
            }
            names.add(bySlot[slot]);
            boolean wide = parameter.dimensions() == 0
                    && (parameter.name().equals("long") || parameter.name().equals("double"));
            slot += wide ? 2 : 1;
        }
        return names;
    }

    private @Nullable String signature(Attributes attributes) throws BadClassException {
        ByteBuffer signature = attributes.get("Signature");
        return signature == null ? null : typeText(u2(signature));
    }

    private String typeText(int index) throws BadClassException {
        String text = constants.text(index);
        if (text.length() > MAX_TYPE_CHARS) {
            throw new BadClassException(
                    "a type of " + text.length() + " characters (expected: at most " + MAX_TYPE_CHARS + ")");
        }
        return text;
    }

    private List<String> classNames(ByteBuffer from) throws BadClassException {
        List<String> names = new ArrayList<>();
        for (int left = u2(from); left > 0; left--) {
            names.add(String.valueOf(constants.className(u2(from))));
        }
        return names;
    }

    /** The attributes that begin at the buffer's position, which moves behind them. */
    private Attributes attributes(ByteBuffer from) throws BadClassException {
        return Attributes.read(from, constants);
    }

    private static int u2(ByteBuffer from) {
        return Short.toUnsignedInt(from.getShort());
    }
}
