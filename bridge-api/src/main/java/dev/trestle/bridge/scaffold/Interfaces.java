package dev.trestle.bridge.scaffold;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * What was found. Settings are maps, lists, texts, numbers and booleans, as the codec's own records take them.
 *
 * @param operations what can be called, in the order in which their routes are written
 * @param wire the wire settings of the cluster
 * @param leftOut what was found but is not here
 */
public record Interfaces(List<Operation> operations, Map<String, Object> wire, List<LeftOut> leftOut) {
    /** Copies, and keeps the order. */
    public Interfaces {
        operations = List.copyOf(operations);
        wire = Collections.unmodifiableMap(wire);
        leftOut = List.copyOf(leftOut);
    }

    /** Something that is not there, or not as its description has it: what, and why, for people. */
    public record LeftOut(String what, String why) {}
}
