package dev.trestle.bridge;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * How an idle connection is kept and proved alive. Any received byte proves the peer alive.
 *
 * @param interval sent after this long without a byte in one of the two directions (resolution: ms)
 * @param timeout the connection closes after this long without a received byte while heartbeats go unanswered (resolution: ms)
 * @param ping makes the bytes to send; given away
 */
public record Heartbeat(Duration interval, Duration timeout, Supplier<ByteBuf> ping) {}
