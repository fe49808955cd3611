package dev.trestle.upstream;

import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;

/** Of a cluster that says nothing of what it speaks: its connections carry the bytes of one client each, and no exchange. */
public record NoWire() implements WireProtocol {
    @Override
    public int maxExchangesPerConnection() {
        return 1;
    }

    @Override
    public Wire newWire() {
        throw new IllegalStateException("a cluster without wire carries no exchange");
    }
}
