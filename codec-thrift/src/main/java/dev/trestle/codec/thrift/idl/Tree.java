package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one IDL file says, before names are resolved. */
interface Tree {
    /** A file. {@code namespaces} go from scope to name. */
    record Document(
            String path,
            List<Include> includes,
            java.util.Map<String, String> namespaces,
            List<Definition> definitions) {
        /** The name its definitions are reached by from a file that includes it: the file's name without its ending. */
        String prefix() {
            String name = path.substring(path.lastIndexOf('/') + 1);
            return name.endsWith(".thrift") ? name.substring(0, name.length() - ".thrift".length()) : name;
        }
    }

    /** An include, as written. */
    record Include(Position position, String path) {}

    /** Whatever has a name at the top of a file. */
    sealed interface Definition {
        Position position();

        String name();
    }

    record Typedef(Position position, String name, Type type, List<Annotation> annotations) implements Definition {}

    record Const(Position position, String name, Type type, Literal value) implements Definition {}

    record Enumeration(Position position, String name, List<EnumValue> values, List<Annotation> annotations)
            implements Definition {}

    record EnumValue(Position position, String name, int number, List<Annotation> annotations) {}

    record Struct(
            Position position, String name, StructType.Kind kind, List<Member> members, List<Annotation> annotations)
            implements Definition {}

    record Interface(
            Position position,
            String name,
            @Nullable Type parent,
            List<Function> functions,
            List<Annotation> annotations)
            implements Definition {}

    /** A field of a struct, an argument, or a declared exception. */
    record Member(
            Position position,
            int id,
            Field.Requiredness requiredness,
            Type type,
            String name,
            @Nullable Literal defaultValue,
            List<Annotation> annotations) {}

    /** A method; {@code result} is null for void. */
    record Function(
            Position position,
            String name,
            Method.Style style,
            @Nullable Type result,
            List<Member> arguments,
            List<Member> exceptions,
            List<Annotation> annotations) {}

    /** A type as written: a name, with arguments for containers. */
    record Type(Position position, String name, List<Type> arguments, List<Annotation> annotations) {}

    /** A constant value as written. */
    sealed interface Literal {
        Position position();
    }

    record Whole(Position position, long value) implements Literal {}

    record Decimal(Position position, double value) implements Literal {}

    record Text(Position position, String value) implements Literal {}

    /** A name: true, false, a const, an enum's value. */
    record Name(Position position, String value) implements Literal {}

    record Items(Position position, List<Literal> items) implements Literal {}

    record Pairs(Position position, List<Pair> pairs) implements Literal {}

    record Pair(Literal key, Literal value) {}
}
