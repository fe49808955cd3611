package dev.trestle.app.explain;

import dev.trestle.app.tap.AnnotatedFrame;
import dev.trestle.app.tap.TappedBridge;
import dev.trestle.app.tap.Watch;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecNotes;
import dev.trestle.exchange.Tap;
import dev.trestle.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps a copy of every frame that passes. Thread safe; for a handful of exchanges. */
final class Taps implements Tap {
    private final List<AnnotatedFrame> requests = new CopyOnWriteArrayList<>();
    private final List<AnnotatedFrame> replies = new CopyOnWriteArrayList<>();

    /** The frames sent so far. */
    List<AnnotatedFrame> requests() {
        return List.copyOf(requests);
    }

    /** The frames that came back so far. */
    List<AnnotatedFrame> replies() {
        return List.copyOf(replies);
    }

    @Override
    public Bridge newBridge(Route route, BridgeExchange exchange) {
        CodecNotes notes = route.codec().notes();
        return TappedBridge.of(route, exchange, new Watch() {
            @Override
            public void sent(ByteBuf bytes) {
                requests.add(AnnotatedFrame.of(ByteBufUtil.getBytes(bytes), notes::request));
            }

            @Override
            public void received(ByteBuf frame) {
                replies.add(AnnotatedFrame.of(ByteBufUtil.getBytes(frame), notes::reply));
            }
        });
    }
}
