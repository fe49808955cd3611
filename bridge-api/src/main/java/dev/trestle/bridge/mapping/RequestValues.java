package dev.trestle.bridge.mapping;

import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;

/**
 * One request as bindings see it: path, query, headers, cookies, form, JSON body. Parts are parsed when first asked for. Lives
 * while one request is encoded, on one thread.
 */
public final class RequestValues {
    private final ArgumentErrors errors = new ArgumentErrors();

    /**
     * The values of one request.
     *
     * @param body the whole body, lent; its bytes are copied when it is parsed
     * @param requestId what {@code request.id} reads
     */
    public RequestValues(RequestHead head, ByteBuf body, String requestId) {}

    /** Where what is wrong is gathered. */
    public ArgumentErrors errors() {
        return errors;
    }

    /**
     * The JSON body, an ABSENT value when there is no body.
     *
     * @throws dev.trestle.bridge.http.FailureException MALFORMED_JSON with the position, or UNSUPPORTED_MEDIA_TYPE when the
     *     content type is neither JSON nor absent
     */
    public Value body() {
        throw new UnsupportedOperationException();
    }
}
