package dev.trestle.testkit;

import dev.trestle.bridge.BodyMode;
import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeCodec;
import dev.trestle.bridge.BridgeCodecFactory;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.CodecContext;
import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.FrameScan;
import dev.trestle.bridge.Wire;
import dev.trestle.bridge.WireProtocol;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.settings.Default;
import dev.trestle.bridge.settings.Problems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * A codec that calls nobody: it answers with what it was asked. The reply's body is the request's; its headers are {@code x-target},
 * {@code x-seen}, with the fields of the request in order, and {@code x-trailers}.
 */
public final class EchoCodecFactory
        implements BridgeCodecFactory<EchoCodecFactory.EchoWireSettings, EchoCodecFactory.EchoCallSettings> {
    /** A codec for tests. */
    public EchoCodecFactory() {}

    /** Of a cluster: nothing. */
    public record EchoWireSettings() {}

    /** Of a route: how it wants bodies, and so how it replies. */
    public record EchoCallSettings(@Default("whole") BodyMode body) {}

    private record Protocol() implements WireProtocol {
        @Override
        public int maxExchangesPerConnection() {
            return 1;
        }

        @Override
        public Wire newWire() {
            return in -> new FrameScan.Malformed("nobody is asked");
        }
    }

    private record Codec(BodyMode requestBody) implements BridgeCodec {
        @Override
        public String call() {
            return "echo";
        }

        @Override
        public Bridge newBridge(BridgeExchange exchange) {
            return new Echo(exchange, requestBody);
        }
    }

    private static final class Echo implements Bridge {
        private final BridgeExchange exchange;
        private final BodyMode mode;
        private String target = "";
        private String seen = "";
        private ByteBuf body = Unpooled.EMPTY_BUFFER;

        Echo(BridgeExchange exchange, BodyMode mode) {
            this.exchange = exchange;
            this.mode = mode;
        }

        @Override
        public void encodeHeaders(RequestHead head) {
            target = head.method() + " " + head.path() + (head.query().isEmpty() ? "" : "?" + head.query());
            seen = line(head.headers());
            if (mode == BodyMode.STREAMED) {
                exchange.replyHead(200, Headers.of("x-target", target, "x-seen", seen, "trailer", "x-trailers"));
            }
        }

        @Override
        public void encodeData(ByteBuf data) {
            if (mode == BodyMode.STREAMED) {
                exchange.replyData(data.retain());
            } else {
                body = data.retain();
            }
        }

        @Override
        public void encodeEnd(Headers trailers) {
            if (mode == BodyMode.STREAMED) {
                exchange.replyEnd(Headers.of("x-trailers", line(trailers)));
                return;
            }
            ByteBuf answer = body;
            body = Unpooled.EMPTY_BUFFER;
            Headers headers = Headers.of("x-target", target, "x-seen", seen, "x-trailers", line(trailers));
            exchange.reply(new HttpReply(200, headers, answer, null, "OK"));
        }

        @Override
        public void onUpstreamData(Frame frame) {
            throw new IllegalStateException(frame.bytes().toString(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            body.release();
        }

        private static String line(Headers fields) {
            StringBuilder line = new StringBuilder();
            fields.forEach(
                    (name, value) -> line.append(name).append('=').append(value).append(';'));
            return line.toString();
        }
    }

    @Override
    public String name() {
        return "echo";
    }

    @Override
    public Class<EchoWireSettings> wireSettings() {
        return EchoWireSettings.class;
    }

    @Override
    public Class<EchoCallSettings> callSettings() {
        return EchoCallSettings.class;
    }

    @Override
    public WireProtocol newWireProtocol(EchoWireSettings settings, ConfigFiles files, Problems problems) {
        return new Protocol();
    }

    @Override
    public BridgeCodec newCodec(EchoCallSettings settings, CodecContext context) {
        return new Codec(settings.body());
    }
}
