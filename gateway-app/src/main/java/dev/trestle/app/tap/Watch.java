package dev.trestle.app.tap;

import dev.trestle.bridge.http.Failure;
import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.RequestHead;
import io.netty.buffer.ByteBuf;

/**
 * Whoever looks into one attempt. Told on its event loop, before the codec or the exchange is; bytes are lent for the call and keep
 * their indices.
 */
public interface Watch {
    /** The request, as it has passed the filters. */
    default void request(RequestHead head) {}

    /** A piece of its body. */
    default void requestData(ByteBuf data) {}

    /** All of it is there. */
    default void requestEnd() {}

    /** The codec sends bytes. */
    default void sent(ByteBuf bytes) {}

    /** The service has sent a frame. */
    default void received(ByteBuf frame) {}

    /** The codec replies. */
    default void reply(int status, Headers headers) {}

    /** A piece of the reply's body. */
    default void replyData(ByteBuf data) {}

    /** The codec gives up. */
    default void failed(Failure failure, String detail) {}

    /** The attempt is over. Last, and always. */
    default void closed() {}
}
