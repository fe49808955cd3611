package dev.trestle.codec.thrift.idl;

import java.util.List;
import java.util.Map;

/** A constant value, checked against the type it is used as. */
public sealed interface Constant {
    /** A bool. */
    record Bool(boolean value) implements Constant {}

    /** An integer of any width, or an enum's number. */
    record Whole(long value) implements Constant {}

    /** A double. */
    record Decimal(double value) implements Constant {}

    /** A string, or a UUID in its usual form. */
    record Text(String value) implements Constant {}

    /** A binary: the bytes of the literal's UTF-8, as standard base64. */
    record Binary(String base64) implements Constant {}

    /** A list or set. */
    record Items(List<Constant> items) implements Constant {}

    /** A map, in the order written. */
    record Pairs(List<Pair> pairs) implements Constant {}

    /** One entry of a map. */
    record Pair(Constant key, Constant value) {}

    /** A struct: what was written, by field name. */
    record Members(Map<String, Constant> members) implements Constant {}
}
