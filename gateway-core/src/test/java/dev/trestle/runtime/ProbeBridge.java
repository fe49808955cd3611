package dev.trestle.runtime;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.bridge.Frame;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.HttpReply;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.runtime.ProbeCodecFactory.Hook;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The exchange half of {@link ProbeCodecFactory}. */
final class ProbeBridge implements Bridge {
    private final ProbeCodecFactory.CallSettings settings;
    private final BridgeExchange exchange;
    private final CompositeByteBuf gathered = Unpooled.compositeBuffer(1024);

    ProbeBridge(ProbeCodecFactory.CallSettings settings, BridgeExchange exchange) {
        this.settings = settings;
        this.exchange = exchange;
        did(Hook.CONSTRUCTOR);
    }

    @Override
    public void encodeHeaders(RequestHead head) {
        if (!did(Hook.ENCODE_HEADERS)) {
            String value = head.headers().get("x-probe");
            send(
                    'h',
                    text(head.method() + " " + head.path() + " " + value + " "
                            + exchange.info().routeId() + " " + exchange.info().cluster()));
        }
    }

    @Override
    public void encodeData(ByteBuf data) {
        if (!did(Hook.ENCODE_DATA)) {
            while (data.isReadable()) {
                int piece = Math.min(data.readableBytes(), ProbeCodecFactory.MAX_FRAME_BYTES);
                send('d', data.readRetainedSlice(piece));
            }
        }
    }

    @Override
    public void encodeEnd(Headers trailers) {
        if (!did(Hook.ENCODE_END)) {
            List<String> fields = new ArrayList<>();
            trailers.forEach((name, value) -> fields.add(name + "=" + value));
            send('e', text(String.join(" ", fields)));
        }
    }

    @Override
    public void onUpstreamData(Frame frame) {
        if (did(Hook.ON_UPSTREAM_DATA)) {
            return;
        }
        ByteBuf bytes = frame.bytes();
        char type = (char) bytes.getByte(bytes.readerIndex());
        ByteBuf payload = bytes.slice(
                bytes.readerIndex() + ProbeCodecFactory.HEADER_BYTES,
                bytes.readableBytes() - ProbeCodecFactory.HEADER_BYTES);
        switch (type) {
            case 'H' -> {
                String[] words = payload.toString(StandardCharsets.UTF_8).split(" ");
                exchange.replyHead(Integer.parseInt(words[0]), fields(words, 1));
            }
            case 'D' -> exchange.replyData(payload.retain());
            case 'E' ->
                exchange.replyEnd(
                        fields(payload.toString(StandardCharsets.UTF_8).split(" "), 0));
            case 'M' ->
                exchange.reply(new HttpReply(
                        404, Headers.empty(), payload.retain(), null, "no_such_order", "EXCEPTION", "NoOrder: 7"));
            case 'G' -> gathered.addComponent(true, payload.retain());
            default -> reply(payload);
        }
    }

    private void reply(ByteBuf last) {
        ByteBuf body = gathered.isReadable()
                ? gathered.addComponent(true, last.retain()).retain()
                : last.retain();
        exchange.reply(new HttpReply(200, Headers.empty(), body, null, "OK"));
    }

    @Override
    public void onUpstreamEnd() {
        if (!did(Hook.ON_UPSTREAM_END)) {
            exchange.fail(Failure.UPSTREAM_CLOSED, "the probe saw the end");
        }
    }

    @Override
    public void close() {
        gathered.release();
        did(Hook.CLOSE);
    }

    private void send(char type, ByteBuf payload) {
        ByteBuf header = exchange.allocator()
                .buffer(ProbeCodecFactory.HEADER_BYTES)
                .writeByte(type)
                .writeByte((int) exchange.info().exchangeId())
                .writeInt(payload.readableBytes());
        exchange.send(header);
        exchange.send(payload);
    }

    /** Whether the settings have something to do here. */
    private boolean did(Hook hook) {
        if (settings.at() != hook) {
            return false;
        }
        switch (settings.deed()) {
            case THROW -> throw new IllegalStateException("asked to throw");
            case ERROR -> throw new StackOverflowError("asked to throw");
            case REPLY -> exchange.reply(HttpReply.local(202, Headers.of("x-by", hook.name()), text("local")));
            case FAIL -> exchange.fail(Failure.UPSTREAM_UNAVAILABLE, "asked to fail");
            case HALF_CLOSE -> {
                send('e', text(""));
                exchange.halfClose();
            }
            case ONE_WAY -> {
                send('e', text(""));
                exchange.expectNoReply();
                exchange.reply(HttpReply.empty(202, "SENT"));
            }
            case PAUSE -> {
                BridgeExchange.Pause pause = exchange.pause();
                Thread.ofVirtual().start(pause::resume);
                return false;
            }
            case HOLD -> exchange.pause();
            case NOTHING -> {}
        }
        return true;
    }

    private static Headers fields(String[] words, int from) {
        List<String> fields = new ArrayList<>();
        for (int i = from; i < words.length; i++) {
            int split = words[i].indexOf('=');
            if (split > 0) {
                fields.add(words[i].substring(0, split));
                fields.add(words[i].substring(split + 1));
            }
        }
        return Headers.of(fields.toArray(String[]::new));
    }

    private static ByteBuf text(String text) {
        return Unpooled.wrappedBuffer(ByteBufUtil.getBytes(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
    }
}
