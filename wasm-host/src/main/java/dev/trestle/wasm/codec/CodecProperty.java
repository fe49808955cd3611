package dev.trestle.wasm.codec;

import java.nio.charset.StandardCharsets;

/** What modules and this host tell each other besides the callbacks. Numbers are decimal text; a flag is set if it is {@code 1}. */
final class CodecProperty {
    /** Read: {@code exchange}, or {@code connection} for the context that cuts frames. */
    static final String ROLE = "codec.role";
    /** The id of an exchange: read while it is encoded, set for a frame that was cut. */
    static final String EXCHANGE_ID = "codec.exchange_id";
    /** Read: the milliseconds until the exchange's deadline. */
    static final String TIME_LEFT = "codec.time_left";
    /** Read: {@code codec.path.NAME}, a variable of the route's path, decoded. */
    static final String PATH = "codec.path.";
    /** Set: how many of the upstream's bytes belong to the reply or the frame; all if it is not. */
    static final String CONSUMED = "codec.consumed";
    /** Set with a frame that is not whole: how many bytes are missing at least. */
    static final String MISSING = "codec.missing";
    /** Set: the frame is for the connection itself. */
    static final String CONTROL = "codec.control";
    /** Set with a control frame: bytes to write to the connection. */
    static final String ANSWER = "codec.answer";
    /** Set with a control frame: the connection takes no more exchanges. */
    static final String DRAIN = "codec.drain";
    /** Set with bytes that are no frame: why. */
    static final String MALFORMED = "codec.malformed";
    /** Set in {@code proxy_on_new_connection}: the bytes of a heartbeat. */
    static final String PING = "codec.ping";
    /** Set in {@code proxy_on_new_connection}: replies come in the order of the requests, and frames need no exchange id. */
    static final String IN_ORDER = "codec.in_order";
    /** Set: FIN behind the request. */
    static final String HALF_CLOSE = "codec.half_close";
    /** Set: the upstream sends no reply; the exchange ends when the request is written. */
    static final String ONE_WAY = "codec.one_way";
    /** Set: what the module goes on with is a part of the reply, which ends with {@link #DONE} or the connection. */
    static final String STREAMING = "codec.streaming";
    /** Set: this part of a streamed reply is the last. */
    static final String DONE = "codec.done";

    private static final int DECIMAL = 10;
    private static final int MAX_DIGITS = 19;

    private CodecProperty() {}

    static boolean flag(byte[] value) {
        return value.length == 1 && value[0] == '1';
    }

    /** Not negative; -1 for what is no number. */
    static long number(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (text.isEmpty() || text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        try {
            return Long.parseLong(text, DECIMAL);
        } catch (NumberFormatException beyond) {
            return -1;
        }
    }
}
