package dev.trestle.bridge;

/** What all connections of a cluster speak. Immutable, thread safe; equality decides whether connections survive a reload. */
public interface WireProtocol {
    /** 1 for a connection that serves one exchange at a time, N for one that carries N at once, told apart by exchange id. */
    int maxExchangesPerConnection();

    /** The largest exchange id the protocol can carry; ids run from 1 and wrap. */
    default long maxExchangeId() {
        return Long.MAX_VALUE;
    }

    /** The connection half for one new connection. */
    Wire newWire();
}
