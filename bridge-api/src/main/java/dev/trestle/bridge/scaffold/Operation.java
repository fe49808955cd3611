package dev.trestle.bridge.scaffold;

import java.util.List;
import java.util.Map;

/**
 * A method that can be called.
 *
 * @param service the full name of its service
 * @param method its name; overloads share one
 * @param declared how it is declared, for people
 * @param arguments in the order of the call
 * @param style whether anybody answers
 * @param exceptions what it declares to throw, as error tables name it
 * @param call writes a call of it
 */
public record Operation(
        String service,
        String method,
        String declared,
        List<Argument> arguments,
        Style style,
        List<String> exceptions,
        Call call) {
    /** Copies. */
    public Operation {
        arguments = List.copyOf(arguments);
        exceptions = List.copyOf(exceptions);
    }

    /** Whether anybody answers. */
    public enum Style {
        /** A call with an answer. */
        TWO_WAY,
        /** Sent and forgotten. */
        ONEWAY
    }

    /** What of a request an argument can be made of. */
    public enum Form {
        /** One text, such as a part of a path, or a JSON scalar. */
        SCALAR,
        /** Only JSON. */
        JSON
    }

    /**
     * An argument.
     *
     * @param name its name; any text, and not always its own
     * @param type as the protocol writes it
     */
    public record Argument(String name, String type, Form form) {}

    /** Writes calls. */
    @FunctionalInterface
    public interface Call {
        /**
         * The call section of a route.
         *
         * @param origins where each argument comes from, in the path language of bindings: {@code path.id}, {@code body.user}
         */
        Map<String, Object> settings(List<String> origins);
    }
}
