package dev.trestle.codec.raw;

import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Range;
import dev.trestle.bridge.settings.SettingException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code wire: {raw: ...}} of a cluster. */
@Doc("A raw TCP protocol: how a frame ends, the fields it begins with, and how connections are shared and kept alive.")
public record RawWireSettings(
        @Example("{length: {bytes: 4}}") @Doc("How a frame ends: exactly one of length, delimited, fixed, close.")
        FrameSettings frame,

        @Example("[{name: correlation, type: u64}, {name: operation, type: u16}]")
        @Doc("The fields before the payload, in order. A length field stands between them where length.at says.")
        List<FieldSettings> header,

        @Example("correlation")
        @Doc(
                "The header field that carries the exchange id: replies may come in any order on a shared connection. Without it replies belong to requests by their order: one at a time, or as many as pipeline says.")
        @Nullable
        String correlate,

        @Default("1")
        @Range(min = 1, max = 65535)
        @Doc(
                "How many requests may be under way on a connection of a protocol without an exchange id, whose replies come in the order of the requests, one frame each. 1: the next one follows the reply. With more there is neither a heartbeat nor halfClose.")
        int pipeline,

        @Example("{header: {operation: 1}, expect: {header: {operation: 1}}}")
        @Doc("What keeps an idle connection alive and proves the peer is there.")
        @Nullable
        HeartbeatSettings heartbeat) {
    /** Checks that field names are unique, and that the correlation field can carry an id. */
    public RawWireSettings {
        header = List.copyOf(header);
        Set<String> names = new HashSet<>();
        for (FieldSettings field : header) {
            if (!names.add(field.name())) {
                throw new SettingException("header", field.name() + " twice (expected: unique names)");
            }
        }
        if (correlate != null) {
            checkCorrelation(correlate, header, frame);
        }
        if (pipeline > 1 && correlate != null) {
            throw new SettingException(
                    "pipeline", pipeline + " (expected: nothing, with correlate replies come in any order)");
        }
        if (pipeline > 1 && heartbeat != null) {
            throw new SettingException(
                    "heartbeat", "a heartbeat (expected: none with pipeline, whose replies it could be taken for)");
        }
        if (pipeline > 1 && frame.close() != null) {
            throw new SettingException(
                    "pipeline", pipeline + " (expected: nothing, frames of kind close end the connection)");
        }
    }

    private static void checkCorrelation(String name, List<FieldSettings> header, FrameSettings frame) {
        boolean carries = header.stream()
                .anyMatch(field -> field.name().equals(name)
                        && FieldType.parse(field.type()).isInteger()
                        && field.constant() == null);
        if (!carries) {
            throw new SettingException(
                    "correlate", name + " (expected: the name of a header field of an integer type, without const)");
        }
        if (frame.close() != null) {
            throw new SettingException(
                    "correlate", name + " (expected: nothing, frames of kind close end the connection)");
        }
    }
}
