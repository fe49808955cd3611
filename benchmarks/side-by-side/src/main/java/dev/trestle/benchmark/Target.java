package dev.trestle.benchmark;

import org.jspecify.annotations.Nullable;

/**
 * Who answers: a program, and where in it.
 *
 * @param name in the table
 * @param pathPrefix before the operation's path
 * @param upstream the program it calls for the operation, whose cost is part of the picture; null for none
 */
record Target(
        String name,
        Program program,
        int port,
        String pathPrefix,
        @Nullable Program upstream) {
    /** The operation as this target is asked for it; the bare server's path is the length of its answer. */
    Operation asked(Operation operation) {
        return operation.at(upstream == null ? "/" + operation.answerBytes() : pathPrefix + operation.path());
    }
}
