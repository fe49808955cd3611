package dev.trestle.bridge;

import io.netty.buffer.ByteBuf;

/**
 * One whole frame as {@link Wire#scan} cut it: from its first header byte to its last.
 *
 * @param bytes lent for the call; retain to keep
 * @param exchangeId the exchange it belongs to; of no meaning for control frames
 */
public record Frame(ByteBuf bytes, long exchangeId) {}
