package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;

/**
 * One word of an IDL.
 *
 * @param text as written for identifiers, numbers and symbols; without quotes and escapes for literals
 */
record Token(Kind kind, String text, Position position) {
    enum Kind {
        IDENTIFIER,
        INTEGER,
        DOUBLE,
        LITERAL,
        SYMBOL,
        END
    }

    boolean is(String word) {
        return (kind == Kind.IDENTIFIER || kind == Kind.SYMBOL) && text.equals(word);
    }

    /** How the token reads in a message. */
    String shown() {
        return switch (kind) {
            case END -> "end of file";
            case LITERAL -> '"' + text + '"';
            default -> text;
        };
    }
}
