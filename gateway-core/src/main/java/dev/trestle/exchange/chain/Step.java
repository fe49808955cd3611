package dev.trestle.exchange.chain;

import dev.trestle.filter.Rest;
import io.netty.buffer.ByteBuf;

/** Where a message goes next. Its fields are the same for all steps; what ends it is said once: with its head, data or trailers. */
interface Step {
    /** Its head. */
    void onHead(Rest rest);

    /** Bytes of its body, given away; none at most at the end. */
    void onData(ByteBuf bytes, Rest rest);

    /** Its trailers, which end it. */
    void onTrailers();
}
