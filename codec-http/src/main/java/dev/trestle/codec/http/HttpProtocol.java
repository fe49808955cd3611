package dev.trestle.codec.http;

import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;

/**
 * HTTP/1.1 with one exchange at a time on a connection. Where a reply ends depends on the method of its request, so that the exchange
 * cuts it, not the connection; a connection whose reply did not end cleanly is not used again.
 */
record HttpProtocol(HttpWireSettings settings) implements WireProtocol {
    @Override
    public int maxExchangesPerConnection() {
        return 1;
    }

    @Override
    public Wire newWire() {
        return Wire.pieces(Integer.MAX_VALUE);
    }
}
