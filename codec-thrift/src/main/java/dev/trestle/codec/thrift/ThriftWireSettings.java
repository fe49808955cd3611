package dev.trestle.codec.thrift;

import dev.trestle.bridge.settings.ByteSize;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Doc;
import dev.trestle.bridge.settings.Key;
import dev.trestle.bridge.settings.Range;

/** The {@code wire: {thrift: ...}} section of a cluster. */
@Doc("What the servers of this cluster speak.")
public record ThriftWireSettings(
        @Default("framed") @Doc("How messages are told apart.")
        Transport transport,

        @Default("binary") @Doc("How values are written.") Protocol protocol,

        @Default("1")
        @Range(min = 1, max = 65_536)
        @Doc(
                "How many calls one connection carries at once, told apart by sequence id. Most servers answer one after the other, so more than 1 lets a slow call hold up the others.")
        int pipeline,

        @Default("16MiB") @Range(min = 64, max = 1 << 30) @Doc("The largest message, sent or received.")
        ByteSize maxFrameBytes,

        @Default("true") @Doc("Whether binary replies without a version are refused. Requests always have one.")
        boolean strict) {
    /** How messages are told apart. */
    public enum Transport {
        @Doc("A 32-bit length before each message.")
        @Key("framed")
        FRAMED,
        @Doc("As framed, with a header that carries the trace of a request (THeader).")
        @Key("header")
        HEADER,
        @Doc("Nothing: a message ends where its outermost struct does.")
        @Key("unframed")
        UNFRAMED,
        @Doc("The usual name of unframed in server libraries.")
        @Key("buffered")
        BUFFERED
    }

    /** How values are written. */
    public enum Protocol {
        @Doc("Fixed widths.")
        @Key("binary")
        BINARY,
        @Doc("Variable widths.")
        @Key("compact")
        COMPACT
    }

    /** Makes two names of one thing equal, so that they share connections. */
    public ThriftWireSettings {
        if (transport == Transport.BUFFERED) {
            transport = Transport.UNFRAMED;
        }
    }

    /** Whether a length stands before each message. */
    boolean framed() {
        return transport != Transport.UNFRAMED;
    }

    /** Whether a header stands behind it. */
    boolean headed() {
        return transport == Transport.HEADER;
    }
}
