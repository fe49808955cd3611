package dev.trestle.app.tap;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.FailureException;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.route.Route;
import io.netty.buffer.ByteBuf;

/** A route's own bridge, seen by somebody. */
public final class TappedBridge implements Bridge {
    private final Bridge bridge;
    private final Watch watch;

    private TappedBridge(Bridge bridge, Watch watch) {
        this.bridge = bridge;
        this.watch = watch;
    }

    /** The bridge of an attempt into which {@code watch} looks. */
    public static Bridge of(Route route, BridgeExchange exchange, Watch watch) {
        return new TappedBridge(route.codec().newBridge(new TappedExchange(exchange, watch)), watch);
    }

    @Override
    public void encodeHeaders(RequestHead head) {
        watch.request(head);
        seen(() -> bridge.encodeHeaders(head));
    }

    @Override
    public void encodeData(ByteBuf data) {
        watch.requestData(data);
        seen(() -> bridge.encodeData(data));
    }

    @Override
    public void encodeEnd(Headers trailers) {
        watch.requestEnd();
        seen(() -> bridge.encodeEnd(trailers));
    }

    @Override
    public void onUpstreamData(Frame frame) {
        watch.received(frame.bytes());
        seen(() -> bridge.onUpstreamData(frame));
    }

    @Override
    public void onUpstreamEnd() {
        seen(bridge::onUpstreamEnd);
    }

    private void seen(Runnable hook) {
        try {
            hook.run();
        } catch (FailureException failed) {
            watch.failed(failed.failure(), failed.detail());
            throw failed;
        }
    }

    @Override
    public void close() {
        try {
            watch.closed();
        } finally {
            bridge.close();
        }
    }
}
