package dev.trestle.codec.thrift.idl;

import dev.trestle.bridge.settings.Position;

/** A place where an IDL does not follow the grammar. Never leaves this package. */
final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Position position;

    SyntaxException(Position position, String found, String expected) {
        super(found + " (expected: " + expected + ")", null, false, false);
        this.position = position;
    }

    Position position() {
        return position;
    }

    String detail() {
        String message = getMessage();
        return message == null ? "syntax error" : message;
    }
}
