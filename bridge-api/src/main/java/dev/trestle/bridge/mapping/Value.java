package dev.trestle.bridge.mapping;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A value of one request on its way into a call, read where it lies: a node of the JSON body, the text of a path variable, an
 * object put together from several places. Codecs walk it along their own types and turn leaves into numbers, dates and text
 * with {@link Coerce}. Valid while its request is encoded, on one thread.
 */
public interface Value {
    /** What a value looks like. */
    enum Kind {
        /** Not there at all. */
        ABSENT,
        /** JSON null. */
        NULL,
        /** A JSON boolean. */
        BOOLEAN,
        /** A JSON number. */
        NUMBER,
        /** A JSON string. */
        STRING,
        /** Text that came without a type: a path variable, a query parameter, a header, a cookie, a form field. */
        TEXT,
        /** A list. */
        ARRAY,
        /** An object. */
        OBJECT
    }

    /** What it looks like. */
    Kind kind();

    /** Where it comes from, in the words of the route language; for errors. */
    String where();

    /** The text of a scalar: decoded for strings, as written for numbers and booleans. */
    String text();

    /** Whether a NUMBER is written as an integer that fits 64 bits signed. */
    boolean isInt64();

    /** The value of a NUMBER for which {@link #isInt64} holds. */
    long int64();

    /** The number of elements of an ARRAY or members of an OBJECT; 0 otherwise. */
    int size();

    /** The elements of an ARRAY, or the values of an OBJECT in order; ABSENT members are not shown. */
    Iterator<Value> values();

    /** The name of a value that {@link #values()} of an OBJECT returned; null otherwise. */
    @Nullable
    String name();

    /** The member {@code name} of an OBJECT; an ABSENT value when there is none. */
    Value member(String name);
}
