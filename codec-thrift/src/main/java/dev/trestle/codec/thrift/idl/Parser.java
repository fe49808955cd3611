package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Recursive descent over one file: {@code https://thrift.apache.org/docs/idl}, and what older and other compilers accept besides:
 * implicit and negative ids, {@code async}, {@code senum}, {@code slist}, {@code xsd_*}, scoped {@code *_namespace} lines.
 *
 * <p>After a syntax error it goes on at the next definition, so that one run shows them all.
 */
final class Parser {
    private static final Set<String> DEFINITIONS = Set.of(
            "include", "namespace", "const", "typedef", "enum", "senum", "struct", "union", "exception", "service");
    private static final String EXPECTED =
            "const, typedef, enum, struct, union, exception, service, include or namespace";

    private final String file;
    private final Cursor cursor;
    private final TypeParser types;
    private final Diagnostics diagnostics;
    private final List<Tree.Include> includes = new ArrayList<>();
    private final Map<String, String> namespaces = new LinkedHashMap<>();
    private final List<Tree.Definition> definitions = new ArrayList<>();

    private Parser(String file, List<Token> tokens, Diagnostics diagnostics) {
        this.file = file;
        this.cursor = new Cursor(tokens);
        this.types = new TypeParser(cursor);
        this.diagnostics = diagnostics;
    }

    /** Parses; what is wrong goes to {@code diagnostics}, what could be read comes back. */
    static Tree.Document parse(String file, String text, Diagnostics diagnostics) {
        List<Token> tokens;
        try {
            tokens = Lexer.tokens(file, text);
        } catch (SyntaxException e) {
            diagnostics.add(e.position(), e.detail());
            return new Tree.Document(file, List.of(), Map.of(), List.of());
        }
        return new Parser(file, tokens, diagnostics).document();
    }

    private Tree.Document document() {
        while (!cursor.atEnd()) {
            try {
                definition(cursor.next());
            } catch (SyntaxException e) {
                diagnostics.add(e.position(), e.detail());
                skipToDefinition();
            }
        }
        return new Tree.Document(file, includes, namespaces, definitions);
    }

    /** A definition's word counts where nothing but a definition could follow it: before a name or a quoted path. */
    private void skipToDefinition() {
        while (!cursor.atEnd()) {
            Token.Kind following = cursor.peekNext().kind();
            boolean named = following == Token.Kind.IDENTIFIER || following == Token.Kind.LITERAL;
            if (named
                    && DEFINITIONS.contains(cursor.peek().text())
                    && cursor.peek().position().column() == 1) {
                return;
            }
            cursor.next();
        }
    }

    private void definition(Token word) {
        switch (word.kind() == Token.Kind.IDENTIFIER ? word.text() : "") {
            case "include" ->
                includes.add(new Tree.Include(
                        cursor.peek().position(),
                        cursor.literal("a quoted path").text()));
            case "cpp_include" -> cursor.literal("a quoted path");
            case "namespace" -> namespace();
            case "const" -> constant();
            case "typedef" -> typedef();
            case "enum" -> enumeration();
            case "senum" -> stringEnumeration();
            case "struct" -> struct(StructType.Kind.STRUCT);
            case "union" -> struct(StructType.Kind.UNION);
            case "exception" -> struct(StructType.Kind.EXCEPTION);
            case "service" -> service();
            default -> other(word);
        }
        cursor.separator();
    }

    private void other(Token word) {
        if (word.kind() == Token.Kind.IDENTIFIER && word.text().endsWith("_namespace")) {
            namespaces.put(word.text(), cursor.next().text());
            return;
        }
        if (word.is("@")) {
            throw new SyntaxException(word.position(), "@", EXPECTED + "; structured annotations are not supported");
        }
        throw new SyntaxException(word.position(), word.shown(), EXPECTED);
    }

    private void namespace() {
        Token scope = cursor.next();
        Token name = cursor.next();
        boolean scoped = scope.kind() == Token.Kind.IDENTIFIER || scope.is("*");
        boolean named = name.kind() == Token.Kind.IDENTIFIER || name.kind() == Token.Kind.LITERAL;
        if (!scoped || !named) {
            throw new SyntaxException(scope.position(), scope.shown() + " " + name.shown(), "a scope and a name");
        }
        namespaces.put(scope.text(), name.text());
        types.annotations();
    }

    private void constant() {
        Tree.Type type = types.type();
        Token name = cursor.name("the constant's name");
        cursor.expect("=");
        definitions.add(new Tree.Const(name.position(), name.text(), type, types.literal()));
    }

    private void typedef() {
        Tree.Type type = types.type();
        Token name = cursor.name("the new type's name");
        definitions.add(new Tree.Typedef(name.position(), name.text(), type, types.annotations()));
    }

    private void enumeration() {
        Token name = cursor.name("the enum's name");
        cursor.expect("{");
        List<Tree.EnumValue> values = new ArrayList<>();
        long number = -1;
        while (!cursor.take("}")) {
            Token value = cursor.name("a value's name or }");
            number = number + 1;
            Position at = value.position();
            if (cursor.take("=")) {
                at = cursor.peek().position();
                number = types.wholeNumber();
            }
            if (number != (int) number) {
                throw new SyntaxException(at, String.valueOf(number), "a number of 32 bits");
            }
            values.add(new Tree.EnumValue(value.position(), value.text(), (int) number, types.annotations()));
            cursor.separator();
        }
        definitions.add(new Tree.Enumeration(name.position(), name.text(), values, types.annotations()));
    }

    /** Long gone from every compiler: a string with a list of suggested values. Kept as the string it is on the wire. */
    private void stringEnumeration() {
        Token name = cursor.name("the enum's name");
        cursor.expect("{");
        while (!cursor.take("}")) {
            cursor.literal("a quoted value or }");
            cursor.separator();
        }
        Tree.Type string = new Tree.Type(name.position(), "string", List.of(), List.of());
        definitions.add(new Tree.Typedef(name.position(), name.text(), string, types.annotations()));
    }

    private void struct(StructType.Kind kind) {
        Token name = cursor.name("a name");
        cursor.take("xsd_all");
        cursor.expect("{");
        List<Tree.Member> members = members("}");
        definitions.add(new Tree.Struct(name.position(), name.text(), kind, members, types.annotations()));
    }

    /** Fields up to and including {@code close}. An absent id counts down from -1, as it always has. */
    private List<Tree.Member> members(String close) {
        List<Tree.Member> members = new ArrayList<>();
        int implicit = -1;
        while (!cursor.take(close)) {
            Tree.Member member = member(implicit, close);
            members.add(member);
            if (member.id() < 0) {
                implicit = member.id() - 1;
            }
            cursor.separator();
        }
        return members;
    }

    private Tree.Member member(int implicitId, String close) {
        int id = cursor.peek().kind() == Token.Kind.INTEGER ? id() : implicitId;
        if (cursor.peek().kind() != Token.Kind.IDENTIFIER) {
            throw cursor.unexpected("a field or " + close);
        }
        Field.Requiredness requiredness = Field.Requiredness.DEFAULT;
        if (cursor.take("required")) {
            requiredness = Field.Requiredness.REQUIRED;
        } else if (cursor.take("optional")) {
            requiredness = Field.Requiredness.OPTIONAL;
        }
        Tree.Type type = types.type();
        cursor.take("&");
        Token name = cursor.name("the field's name");
        Tree.Literal defaultValue = cursor.take("=") ? types.literal() : null;
        xsdOptions();
        List<Annotation> annotations = new ArrayList<>(type.annotations());
        annotations.addAll(types.annotations());
        return new Tree.Member(name.position(), id, requiredness, type, name.text(), defaultValue, annotations);
    }

    private int id() {
        Token token = cursor.peek();
        long id = types.wholeNumber();
        if (id == 0 || id != (short) id) {
            throw new SyntaxException(
                    token.position(), token.text(), "a field id of 1..32767, a negative one, or none");
        }
        cursor.expect(":");
        return (int) id;
    }

    /** XML schema hints; they mean nothing on the wire. */
    private void xsdOptions() {
        cursor.take("xsd_optional");
        cursor.take("xsd_nillable");
        if (cursor.take("xsd_attrs")) {
            cursor.expect("{");
            members("}");
        }
    }

    private void service() {
        Token name = cursor.name("the service's name");
        Tree.Type parent = cursor.take("extends") ? types.type() : null;
        cursor.expect("{");
        List<Tree.Function> functions = new ArrayList<>();
        while (!cursor.take("}")) {
            functions.add(function());
            cursor.separator();
        }
        definitions.add(new Tree.Interface(name.position(), name.text(), parent, functions, types.annotations()));
    }

    private Tree.Function function() {
        if (cursor.peek().kind() != Token.Kind.IDENTIFIER) {
            throw cursor.unexpected("a method or }");
        }
        boolean oneway = cursor.take("oneway") || cursor.take("async");
        Tree.Type result = cursor.take("void") ? null : types.type();
        Token name = cursor.name("the method's name");
        cursor.expect("(");
        List<Tree.Member> arguments = members(")");
        List<Tree.Member> exceptions = List.of();
        if (cursor.take("throws")) {
            cursor.expect("(");
            exceptions = members(")");
        }
        Method.Style style = oneway ? Method.Style.ONEWAY : Method.Style.TWO_WAY;
        return new Tree.Function(
                name.position(), name.text(), style, result, arguments, exceptions, types.annotations());
    }
}
