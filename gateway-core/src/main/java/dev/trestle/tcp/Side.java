package dev.trestle.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;

/**
 * One of the two sockets of a connection. What it reads it gives to its owner at once; it is read from only while the owner wants it.
 * On its event loop only.
 */
final class Side extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final Owner owner;
    private boolean inputEnded;
    private boolean ending;
    private boolean outputEnded;
    private long written;

    /** Whom a side belongs to. */
    interface Owner {
        /** Bytes; the owner's. */
        void onBytes(Side from, ByteBuf bytes);

        /** No more bytes for now: those written in answer are to leave. */
        void onPause(Side from);

        /** Its FIN: it sends no more, and may still receive. */
        void onEnd(Side from);

        /** It has got all that was written, and that there will be no more. */
        void onOutputEnded(Side side);

        /** It was reset, or closed before it had said that it sends no more. */
        void onLost(Side side);

        /** It has become full, or has room again. */
        void onRoom(Side side);
    }

    Side(Channel channel, Owner owner) {
        this.channel = channel;
        this.owner = owner;
    }

    Channel channel() {
        return channel;
    }

    boolean isWritable() {
        return channel.isWritable();
    }

    /** Whether it has said that it sends no more. */
    boolean inputEnded() {
        return inputEnded;
    }

    void reading(boolean on) {
        if (channel.config().isAutoRead() != on) {
            channel.config().setAutoRead(on);
        }
    }

    /** Takes the bytes. */
    void write(ByteBuf bytes) {
        written += bytes.readableBytes();
        var unused = channel.write(bytes, channel.voidPromise());
    }

    void flush() {
        channel.flush();
    }

    /** FIN, after all that was written; tells the owner when the operating system has it. Nothing is written afterwards. */
    void end() {
        if (ending) {
            return;
        }
        ending = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(all -> {
            if (all.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput().addListener(shut -> {
                    outputEnded = true;
                    owner.onOutputEnded(this);
                });
            } else {
                owner.onLost(this);
            }
        });
    }

    /** Whether all that could pass here has passed, both ways. */
    boolean isDone() {
        return inputEnded && outputEnded;
    }

    /** RST, once the operating system has all that was written. */
    void reset() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(all -> {
            if (channel.isOpen()) {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
            }
            var unused = channel.close();
        });
    }

    /** Closes it once the operating system has all that was written. */
    void finish() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(all -> close());
    }

    void close() {
        var unused = channel.close();
    }

    /** Grows with every byte that has left. */
    long progress() {
        var pending = channel.unsafe().outboundBuffer();
        return written - (pending == null ? 0 : pending.totalPendingWriteBytes());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        owner.onBytes(this, (ByteBuf) message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        owner.onPause(this);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !inputEnded) {
            inputEnded = true;
            owner.onEnd(this);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        owner.onRoom(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        owner.onLost(this);
    }

    @Override
    @SuppressWarnings("deprecation") // of ChannelHandler, not of ChannelInboundHandler
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        owner.onLost(this);
    }
}
