package dev.trestle.app.tap;

import dev.trestle.app.log.Redaction;
import dev.trestle.app.tap.TappedCall.Field;
import dev.trestle.bridge.CodecNotes;
import dev.trestle.bridge.ExchangeInfo;
import dev.trestle.bridge.FrameNotes;
import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestFacts;
import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.http.TraceContext;
import dev.trestle.bridge.mapping.RequestValues;
import dev.trestle.bridge.settings.Secrets;
import dev.trestle.route.Route;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what passes in one attempt, as much as it may, and gives it away at the end. On its event loop. */
final class Recording implements Watch {
    private static final long NANOS_PER_MICRO = 1_000;

    private final Route route;
    private final String requestId;
    private final String peer;
    private final @Nullable TraceContext trace;
    private final Consumer<Recording> end;
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final ByteArrayOutputStream requestBody = new ByteArrayOutputStream();
    private final ByteArrayOutputStream replyBody = new ByteArrayOutputStream();
    private final List<byte[]> sent = new ArrayList<>();
    private final List<byte[]> received = new ArrayList<>();
    private long micros;
    private int room;
    private boolean cut;
    private @Nullable RequestHead head;
    private int status;
    private Headers replyHeaders = Headers.empty();
    private @Nullable String failure;

    /** At most {@code maxBytes} of all bodies and frames together. */
    Recording(Route route, ExchangeInfo info, int maxBytes, Consumer<Recording> end) {
        this.route = route;
        this.requestId = info.requestId();
        this.peer = info.peer();
        this.trace = info.trace();
        this.room = maxBytes;
        this.end = end;
    }

    @Override
    public void request(RequestHead first) {
        head = first;
    }

    @Override
    public void requestData(ByteBuf data) {
        requestBody.writeBytes(kept(data));
    }

    @Override
    public void sent(ByteBuf bytes) {
        sent.add(kept(bytes));
    }

    @Override
    public void received(ByteBuf frame) {
        received.add(kept(frame));
    }

    @Override
    public void reply(int code, Headers headers) {
        status = code;
        replyHeaders = headers;
    }

    @Override
    public void replyData(ByteBuf data) {
        replyBody.writeBytes(kept(data));
    }

    @Override
    public void failed(Failure why, String detail) {
        failure = why.code() + ": " + detail;
    }

    private byte[] kept(ByteBuf data) {
        int length = Math.min(room, data.readableBytes());
        cut |= length < data.readableBytes();
        room -= length;
        byte[] bytes = new byte[length];
        data.getBytes(data.readerIndex(), bytes);
        return bytes;
    }

    @Override
    public void closed() {
        micros = (System.nanoTime() - startNanos) / NANOS_PER_MICRO;
        if (head != null) {
            end.accept(this);
        }
    }

    /** What was recorded, once it is {@link #closed}; on any thread, since it takes time. */
    TappedCall call(Secrets secrets) {
        RequestHead known = Objects.requireNonNull(head, "head");
        Redaction redaction = new Redaction();
        redaction.learn(secrets);
        String target = known.query().isEmpty() ? known.path() : known.path() + "?" + known.query();
        known.headers().forEach(redaction::learn);
        replyHeaders.forEach(redaction::learn);
        redaction.learnTarget(target);
        redaction.learnJson(requestBody.toByteArray());
        redaction.learnJson(replyBody.toByteArray());
        CodecNotes notes = route.codec().notes();
        List<CallArgument> arguments = arguments(known, notes, redaction);
        return new TappedCall(
                start.toString(),
                requestId,
                peer,
                route.id(),
                route.codec().call(),
                new TappedCall.Request(
                        known.method(),
                        redaction.mask(target),
                        fields(known.headers(), redaction),
                        redaction.text(requestBody.toByteArray())),
                arguments,
                frames(sent, redaction, notes::request),
                frames(received, redaction, notes::reply),
                status == 0
                        ? null
                        : new TappedCall.Reply(
                                status, fields(replyHeaders, redaction), redaction.text(replyBody.toByteArray())),
                failure == null ? null : redaction.mask(failure),
                micros,
                cut);
    }

    private RequestFacts facts() {
        return new RequestFacts() {
            @Override
            public String requestId() {
                return requestId;
            }

            @Override
            public @Nullable TraceContext trace() {
                return trace;
            }
        };
    }

    /** Values from where the name says that they are secret are to be found in frames too, as the codec has read them. */
    private List<CallArgument> arguments(RequestHead known, CodecNotes notes, Redaction redaction) {
        List<CallArgument> read = CallArgument.of(
                notes, new RequestValues(known, Unpooled.wrappedBuffer(requestBody.toByteArray()), facts()));
        read.forEach(each -> redaction.learn(each.source(), each.value()));
        return read.stream()
                .map(each -> new CallArgument(each.name(), each.type(), each.source(), shown(each, redaction)))
                .toList();
    }

    private static String shown(CallArgument argument, Redaction redaction) {
        return Redaction.isSensitive(argument.source())
                ? Redaction.MASK
                : redaction.mask(argument.name(), argument.value());
    }

    private static List<FrameView> frames(
            List<byte[]> frames, Redaction redaction, BiConsumer<ByteBuf, FrameNotes> describe) {
        return frames.stream()
                .map(redaction::mask)
                .map(bytes -> FrameView.of(AnnotatedFrame.of(bytes, describe)))
                .toList();
    }

    private static List<Field> fields(Headers headers, Redaction redaction) {
        List<Field> fields = new ArrayList<>();
        headers.forEach((name, value) -> fields.add(new Field(name, redaction.mask(name, value))));
        return List.copyOf(fields);
    }
}
