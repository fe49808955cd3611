package dev.trestle.testkit;

import dev.trestle.bridge.http.RequestHead;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One call as a client, the upstream and the client again see it. Made by {@link #of} and refined by the other methods, each of which
 * returns a copy. Replies belong to the exchange {@link FakeExchange#EXCHANGE_ID}.
 *
 * @param name shown when it fails
 * @param head the request
 * @param body its body
 * @param sent the bytes the upstream has to get; null for some bytes, whatever they are
 * @param reply what the upstream answers
 * @param ending how the upstream ends its answer
 * @param status what the client gets; below 400 it is a success, which a cut reply may never be
 * @param text the body the client gets; null if it does not matter
 */
@SuppressWarnings("ArrayRecordComponent") // values of a test: never compared, never changed
public record CodecSample(
        String name,
        RequestHead head,
        byte[] body,
        byte @Nullable [] sent,
        byte[] reply,
        Ending ending,
        int status,
        @Nullable String text) {
    /** How the upstream's answer ends. */
    public enum Ending {
        /** With its last byte. */
        LAST_BYTE,
        /** With FIN. */
        FIN,
        /** There is no answer: the bridge has replied by itself. */
        NONE
    }

    /** A request without a body that the upstream is not asked about yet. */
    public static CodecSample of(String name, RequestHead head) {
        byte[] none = {};
        return new CodecSample(name, head, none, none, none, Ending.NONE, 200, null);
    }

    /** With a body. */
    public CodecSample body(String text) {
        return new CodecSample(
                name, head, text.getBytes(StandardCharsets.UTF_8), sent, reply, ending, status, this.text);
    }

    /** The upstream gets exactly {@code bytes}. */
    public CodecSample sends(byte... bytes) {
        return new CodecSample(name, head, body, bytes, reply, ending, status, text);
    }

    /** The upstream gets something. */
    public CodecSample sendsSomething() {
        return new CodecSample(name, head, body, null, reply, ending, status, text);
    }

    /** The upstream answers with {@code frames}. */
    public CodecSample answeredBy(byte... frames) {
        return new CodecSample(name, head, body, sent, frames, Ending.LAST_BYTE, status, text);
    }

    /** The upstream answers with {@code bytes} and closes. */
    public CodecSample answeredAndClosedBy(byte... bytes) {
        return new CodecSample(name, head, body, sent, bytes, Ending.FIN, status, text);
    }

    /** The client gets this status and body. */
    public CodecSample gives(int status, String text) {
        return new CodecSample(name, head, body, sent, reply, ending, status, text);
    }

    /** The client gets this status. */
    public CodecSample gives(int status) {
        return new CodecSample(name, head, body, sent, reply, ending, status, text);
    }
}
