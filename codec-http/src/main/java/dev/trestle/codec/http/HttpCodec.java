package dev.trestle.codec.http;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecNotes;

/** Passes requests on to a service that speaks HTTP/1.1. */
final class HttpCodec implements BridgeCodec {
    private final HttpCall call;
    private final HttpWireSettings wire;
    private final BodyMode body;

    HttpCodec(HttpCall call, HttpWireSettings wire, BodyMode body) {
        this.call = call;
        this.wire = wire;
        this.body = body;
    }

    /** What the route makes of a request. */
    HttpCall passing() {
        return call;
    }

    /** What the cluster does. */
    HttpWireSettings wire() {
        return wire;
    }

    @Override
    public BodyMode requestBody() {
        return body;
    }

    @Override
    public String call() {
        return call.name();
    }

    @Override
    public CodecNotes notes() {
        return new HttpNotes();
    }

    @Override
    public Bridge newBridge(BridgeExchange exchange) {
        return new HttpBridge(this, exchange);
    }
}
