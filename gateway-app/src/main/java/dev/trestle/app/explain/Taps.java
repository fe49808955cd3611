package dev.trestle.app.explain;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.settings.Problems;
import dev.trestle.runtime.Factories;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Codecs that do what they do, and keep a copy of every frame that passes. Thread safe; for a handful of exchanges. */
final class Taps {
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

    /** The same factories, tapped. */
    Factories on(Factories factories) {
        return new Factories(factories.codecs().stream().map(this::tapped).toList(), factories.filters());
    }

    private <W extends Record, C extends Record> BridgeCodecFactory<W, C> tapped(BridgeCodecFactory<W, C> factory) {
        return new TappedFactory<>(factory);
    }

    private final class TappedFactory<W extends Record, C extends Record> implements BridgeCodecFactory<W, C> {
        private final BridgeCodecFactory<W, C> factory;

        private TappedFactory(BridgeCodecFactory<W, C> factory) {
            this.factory = factory;
        }

        @Override
        public String name() {
            return factory.name();
        }

        @Override
        public Class<W> wireSettings() {
            return factory.wireSettings();
        }

        @Override
        public Class<C> callSettings() {
            return factory.callSettings();
        }

        @Override
        public WireProtocol newWireProtocol(W settings, ConfigFiles files, Problems problems) {
            return factory.newWireProtocol(settings, files, problems);
        }

        @Override
        public BridgeCodec newCodec(C settings, CodecContext context) {
            return new TappedCodec(factory.newCodec(settings, context));
        }
    }

    private final class TappedCodec implements BridgeCodec {
        private final BridgeCodec codec;

        private TappedCodec(BridgeCodec codec) {
            this.codec = codec;
        }

        @Override
        public BodyMode requestBody() {
            return codec.requestBody();
        }

        @Override
        public String call() {
            return codec.call();
        }

        @Override
        public CodecNotes notes() {
            return codec.notes();
        }

        @Override
        public Bridge newBridge(BridgeExchange exchange) {
            return new TappedBridge(codec, codec.newBridge(new TappedExchange(exchange, this::sent)));
        }

        private void sent(ByteBuf bytes) {
            requests.add(AnnotatedFrame.of(ByteBufUtil.getBytes(bytes), codec.notes()::request));
        }
    }

    private final class TappedBridge implements Bridge {
        private final BridgeCodec codec;
        private final Bridge bridge;

        private TappedBridge(BridgeCodec codec, Bridge bridge) {
            this.codec = codec;
            this.bridge = bridge;
        }

        @Override
        public void encodeHeaders(RequestHead head) {
            bridge.encodeHeaders(head);
        }

        @Override
        public void encodeData(ByteBuf data) {
            bridge.encodeData(data);
        }

        @Override
        public void encodeEnd(Headers trailers) {
            bridge.encodeEnd(trailers);
        }

        @Override
        public void onUpstreamData(Frame frame) {
            replies.add(AnnotatedFrame.of(ByteBufUtil.getBytes(frame.bytes()), codec.notes()::reply));
            bridge.onUpstreamData(frame);
        }

        @Override
        public void onUpstreamEnd() {
            bridge.onUpstreamEnd();
        }

        @Override
        public void close() {
            bridge.close();
        }
    }
}
