package dev.trestle.codec.thrift;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeExchange;

/** Stands for a codec whose settings were refused; the configuration it belongs to is never used. */
record RefusedCodec(String call) implements BridgeCodec {
    @Override
    public BodyMode requestBody() {
        return BodyMode.WHOLE;
    }

    @Override
    public Bridge newBridge(BridgeExchange exchange) {
        throw new IllegalStateException(call + " was refused when its configuration was loaded");
    }
}
