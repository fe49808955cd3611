package dev.trestle.codec.dubbo;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Example;
import dev.trestle.bridge.settings.Range;
import java.time.Duration;
import java.util.Map;

/** The {@code dubbo:} wire of a cluster. */
@Doc("The Dubbo2 protocol with Hessian2.")
public record DubboWireSettings(
        @Example("{com.acme.Item: {sku: String, price: BigDecimal}, com.acme.Status: {enum: [NEW, PAID]}}")
        @Doc(
                "The classes that calls send, by their full names. A class that is not among them is sent as an untyped map.")
        Map<String, ClassSettings> types,

        @Default("8MiB")
        @Range(min = 1024, max = 1073741824)
        @Doc("The largest reply frame; a larger one closes the connection.")
        ByteSize maxFrameBytes,

        @Default("60s")
        @Range(min = 100, max = 3600000)
        @Doc("An idle connection is asked for a sign of life after this time; it closes after three.")
        Duration heartbeat) {
    /** Keeps order. */
    public DubboWireSettings {
        types = java.util.Collections.unmodifiableMap(types);
    }
}
