package dev.trestle.codec.thrift.idl;

import java.util.List;

/** A place in a list of tokens, with the small steps every rule of the grammar is made of. */
final class Cursor {
    private final List<Token> tokens;
    private int index;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(index);
    }

    Token peekNext() {
        return tokens.get(Math.min(index + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(index);
        if (token.kind() != Token.Kind.END) {
            index++;
        }
        return token;
    }

    boolean at(String word) {
        return peek().is(word);
    }

    boolean atEnd() {
        return peek().kind() == Token.Kind.END;
    }

    /** Steps over {@code word} if it is next. */
    boolean take(String word) {
        boolean found = at(word);
        if (found) {
            index++;
        }
        return found;
    }

    void expect(String word) {
        if (!take(word)) {
            throw unexpected(word);
        }
    }

    /** A name that is declared here: no dots, no dashes. */
    Token name(String what) {
        Token token = peek();
        if (token.kind() != Token.Kind.IDENTIFIER
                || token.text().indexOf('.') >= 0
                || token.text().indexOf('-') >= 0) {
            throw unexpected(what);
        }
        return next();
    }

    Token literal(String what) {
        if (peek().kind() != Token.Kind.LITERAL) {
            throw unexpected(what);
        }
        return next();
    }

    /** One comma or semicolon, if there is one. */
    void separator() {
        if (!take(",")) {
            take(";");
        }
    }

    SyntaxException unexpected(String expected) {
        return new SyntaxException(peek().position(), peek().shown(), expected);
    }
}
