package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;
import java.util.ArrayList;
import java.util.List;

/** Cuts IDL text into tokens; comments of all three styles ({@code //}, {@code #}, block) are left out. */
final class Lexer {
    private static final String SYMBOLS = "{}()[]<>,;:=*&@";

    private final String file;
    private final String text;
    private int index;
    private int line = 1;
    private int lineStart;

    private Lexer(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /** All tokens, the last one END. */
    static List<Token> tokens(String file, String text) {
        Lexer lexer = new Lexer(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Token.Kind.END);
        return tokens;
    }

    private Token next() {
        skipBlanks();
        Position start = position();
        if (index == text.length()) {
            return new Token(Token.Kind.END, "", start);
        }
        char first = text.charAt(index);
        if (isIdentifierStart(first)) {
            return identifier(start);
        }
        if (first == '"' || first == '\'') {
            return literal(start, first);
        }
        if (isDigit(first) || ((first == '+' || first == '-' || first == '.') && startsNumber(index + 1))) {
            return number(start);
        }
        if (SYMBOLS.indexOf(first) >= 0) {
            index++;
            return new Token(Token.Kind.SYMBOL, String.valueOf(first), start);
        }
        throw new SyntaxException(start, "'" + first + "'", "a word, a number, a quoted text or one of " + SYMBOLS);
    }

    private void skipBlanks() {
        while (index < text.length()) {
            char c = text.charAt(index);
            if (c == '\n') {
                newLine();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
                index++;
            } else if (c == '#' || text.startsWith("//", index)) {
                int end = text.indexOf('\n', index);
                index = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", index)) {
                skipBlockComment();
            } else {
                return;
            }
        }
    }

    private void skipBlockComment() {
        Position start = position();
        int end = text.indexOf("*/", index + 2);
        if (end < 0) {
            throw new SyntaxException(start, "comment without end", "*/");
        }
        while (index < end) {
            if (text.charAt(index) == '\n') {
                newLine();
            } else {
                index++;
            }
        }
        index = end + 2;
    }

    private void newLine() {
        index++;
        line++;
        lineStart = index;
    }

    private Position position() {
        return new Position(file, line, index - lineStart + 1);
    }

    /** Dashes are taken too, for old namespace scopes; the parser refuses them in names. */
    private Token identifier(Position start) {
        int from = index;
        while (index < text.length() && isIdentifierPart(text.charAt(index))) {
            index++;
        }
        return new Token(Token.Kind.IDENTIFIER, text.substring(from, index), start);
    }

    private Token literal(Position start, char quote) {
        StringBuilder value = new StringBuilder();
        index++;
        while (true) {
            char c = index < text.length() ? text.charAt(index) : '\n';
            if (c == '\n') {
                throw new SyntaxException(start, "text without end", "closing " + quote + " on the same line");
            }
            index++;
            if (c == quote) {
                return new Token(Token.Kind.LITERAL, value.toString(), start);
            }
            value.append(c == '\\' ? escaped(quote) : c);
        }
    }

    private char escaped(char quote) {
        Position at = position();
        char c = index < text.length() ? text.charAt(index) : '\n';
        index++;
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '\\', '\'', '"' -> c;
            default -> throw new SyntaxException(at, "\\" + c, "one of \\n \\r \\t \\\\ \\" + quote);
        };
    }

    private Token number(Position start) {
        int from = index;
        if (text.charAt(index) == '+' || text.charAt(index) == '-') {
            index++;
        }
        boolean whole = true;
        if (text.startsWith("0x", index) || text.startsWith("0X", index)) {
            index += 2;
            while (index < text.length() && Character.digit(text.charAt(index), 16) >= 0) {
                index++;
            }
        } else {
            skipDigits();
            boolean fraction = skipFraction();
            boolean exponent = skipExponent();
            whole = !fraction && !exponent;
        }
        String number = text.substring(from, index);
        if (index < text.length() && isIdentifierStart(text.charAt(index))) {
            throw new SyntaxException(start, number + text.charAt(index), "a number");
        }
        return new Token(whole ? Token.Kind.INTEGER : Token.Kind.DOUBLE, number, start);
    }

    private void skipDigits() {
        while (index < text.length() && isDigit(text.charAt(index))) {
            index++;
        }
    }

    private boolean skipFraction() {
        if (index == text.length() || text.charAt(index) != '.') {
            return false;
        }
        index++;
        skipDigits();
        return true;
    }

    private boolean skipExponent() {
        if (index == text.length() || (text.charAt(index) | 0x20) != 'e') {
            return false;
        }
        int digits = index + 1;
        if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
            digits++;
        }
        if (digits == text.length() || !isDigit(text.charAt(digits))) {
            return false;
        }
        index = digits;
        skipDigits();
        return true;
    }

    private boolean startsNumber(int at) {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isIdentifierStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isIdentifierPart(char c) {
        return isIdentifierStart(c) || isDigit(c) || c == '.' || c == '-';
    }
}
