package dev.trestle.codec.thrift.idl;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The parts that definitions share: types, constant values, annotations. */
final class TypeParser {
    private static final Set<String> CONTAINERS = Set.of("list", "set", "map");

    /** Deeper nesting is refused before the stack ends. */
    private static final int MAX_DEPTH = 64;

    private final Cursor cursor;
    private int depth;

    TypeParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Tree.Type type() {
        Token name = cursor.peek();
        if (name.kind() != Token.Kind.IDENTIFIER) {
            throw cursor.unexpected("a type");
        }
        cursor.next();
        List<Tree.Type> arguments = new ArrayList<>();
        if (CONTAINERS.contains(name.text())) {
            cppType();
            enter();
            cursor.expect("<");
            arguments.add(type());
            if (name.text().equals("map")) {
                cursor.expect(",");
                arguments.add(type());
            }
            cursor.expect(">");
            depth--;
            cppType();
        }
        return new Tree.Type(name.position(), name.text(), arguments, annotations());
    }

    /** C++ only; means nothing on the wire. */
    private void cppType() {
        if (cursor.take("cpp_type")) {
            cursor.literal("the quoted C++ type");
        }
    }

    List<Annotation> annotations() {
        List<Annotation> annotations = new ArrayList<>();
        if (!cursor.take("(")) {
            return annotations;
        }
        while (!cursor.take(")")) {
            Token name = cursor.peek();
            if (name.kind() != Token.Kind.IDENTIFIER) {
                throw cursor.unexpected("an annotation's name or )");
            }
            cursor.next();
            String value = cursor.take("=") ? cursor.literal("a quoted text").text() : null;
            annotations.add(new Annotation(name.text(), value));
            cursor.separator();
        }
        return annotations;
    }

    Tree.Literal literal() {
        Token token = cursor.peek();
        return switch (token.kind()) {
            case INTEGER -> new Tree.Whole(token.position(), wholeNumber());
            case DOUBLE ->
                new Tree.Decimal(
                        token.position(), Double.parseDouble(cursor.next().text()));
            case LITERAL -> new Tree.Text(token.position(), cursor.next().text());
            case IDENTIFIER -> new Tree.Name(token.position(), cursor.next().text());
            case SYMBOL -> collection(token);
            case END -> throw cursor.unexpected("a value");
        };
    }

    private Tree.Literal collection(Token open) {
        enter();
        Tree.Literal collection;
        if (cursor.take("[")) {
            collection = items(open);
        } else if (cursor.take("{")) {
            collection = pairs(open);
        } else {
            throw cursor.unexpected("a value");
        }
        depth--;
        return collection;
    }

    private Tree.Literal items(Token open) {
        List<Tree.Literal> items = new ArrayList<>();
        while (!cursor.take("]")) {
            items.add(literal());
            cursor.separator();
        }
        return new Tree.Items(open.position(), items);
    }

    private Tree.Literal pairs(Token open) {
        List<Tree.Pair> pairs = new ArrayList<>();
        while (!cursor.take("}")) {
            Tree.Literal key = literal();
            cursor.expect(":");
            pairs.add(new Tree.Pair(key, literal()));
            cursor.separator();
        }
        return new Tree.Pairs(open.position(), pairs);
    }

    /** A whole number of at most 64 bits, decimal or {@code 0x} hexadecimal. */
    long wholeNumber() {
        Token token = cursor.peek();
        if (token.kind() != Token.Kind.INTEGER) {
            throw cursor.unexpected("a whole number");
        }
        String digits = token.text().toLowerCase(Locale.ROOT);
        int hexadecimal = digits.indexOf("0x");
        try {
            long value = hexadecimal < 0
                    ? Long.parseLong(digits)
                    : Long.parseLong(digits.substring(0, hexadecimal) + digits.substring(hexadecimal + 2), 16);
            cursor.next();
            return value;
        } catch (NumberFormatException e) {
            throw cursor.unexpected("a whole number of at most 64 bits");
        }
    }

    private void enter() {
        depth++;
        if (depth > MAX_DEPTH) {
            throw cursor.unexpected("at most " + MAX_DEPTH + " levels of nesting");
        }
    }
}
