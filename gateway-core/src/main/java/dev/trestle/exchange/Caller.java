package dev.trestle.exchange;

import dev.trestle.bridge.http.Headers;
import dev.trestle.bridge.http.TraceContext;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

/** Whom an attempt serves: a client of this gateway, or a part of it that sends requests of its own. On its event loop. */
interface Caller {
    EventLoop loop();

    ByteBufAllocator allocator();

    String requestId();

    /** The trace that a call with {@code passed}, the fields of its request, belongs to; null for none. */
    @Nullable
    TraceContext trace(Headers passed);

    /** Its address, {@code host:port}; {@code -} for nobody outside. */
    String peer();

    /** How it came: {@code https} or {@code http}. */
    String scheme();
}
