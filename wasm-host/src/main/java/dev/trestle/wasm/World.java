package dev.trestle.wasm;

import dev.trestle.filter.Body;
import dev.trestle.filter.FieldMap;
import org.jspecify.annotations.Nullable;

/**
 * What one stream shows to its plugin and lets it do: the border to the codec, the HTTP filter or the network filter that drives
 * the stream. Called on the stream's thread; the verbs after the guest's callback has returned, never inside of it.
 */
public interface World {
    /** Maps of a stream, as the ABI numbers them. */
    enum Fields {
        /** 0. */
        REQUEST_HEADERS,
        /** 1. */
        REQUEST_TRAILERS,
        /** 2. */
        RESPONSE_HEADERS,
        /** 3. */
        RESPONSE_TRAILERS
    }

    /** Buffers of a stream, as the ABI numbers them. */
    enum Bytes {
        /** 0. */
        REQUEST_BODY,
        /** 1. */
        RESPONSE_BODY,
        /** 2. */
        DOWNSTREAM_DATA,
        /** 3. */
        UPSTREAM_DATA
    }

    /** Directions of a stream, as the ABI numbers them. */
    enum Side {
        /** 0. */
        REQUEST,
        /** 1. */
        RESPONSE,
        /** 2. */
        DOWNSTREAM,
        /** 3. */
        UPSTREAM
    }

    /**
     * A response made by the plugin.
     *
     * @param status 200..599
     * @param details why, for the access log
     * @param headers fields besides the status
     * @param body possibly empty
     * @param grpcStatus the status of a gRPC answer, -1 for none
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
    record LocalReply(int status, String details, FieldMap headers, byte[] body, int grpcStatus) {}

    /** The fields, or null while there are none. */
    @Nullable
    FieldMap fields(Fields which);

    /** The bytes, or null while there are none. */
    @Nullable
    Body bytes(Bytes which);

    /**
     * A property by its path, joined with dots, as the bytes of {@link PropertyValue}; null if there is none. What the fields of a
     * stream tell, such as {@code request.path} or {@code response.code}, is found there and need not be known here.
     */
    byte @Nullable [] property(String path);

    /** A property that the plugin sets; whether it means something here. All can be read back in any case. */
    default boolean property(String path, byte[] value) {
        return false;
    }

    /** Goes on with a direction that was held; nothing to do if it was not. */
    void resume(Side side);

    /** Ends a direction. */
    void close(Side side);

    /** Answers in place of the upstream. */
    void reply(LocalReply reply);

    /** The instance broke off, in this stream's callback or in another's; no callback follows. */
    void lost(String reason);
}
