package dev.trestle.exchange;

import dev.trestle.bridge.http.Headers;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import reactor.netty.NettyPipeline;

/**
 * The fields after a request's body, as a message of their own before the last content. Without it they would be lost: Reactor
 * Netty drops a last content that has no bytes, trailers or not.
 */
record RequestTrailers(Headers fields) {
    private static final String NAME = "trestle.trailers";
    private static final Forwarding FORWARDING = new Forwarding();

    /** From now on trailers of requests on {@code channel} are seen. On its event loop. */
    static void watch(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(NAME) == null) {
            pipeline.addBefore(NettyPipeline.ReactiveBridge, NAME, FORWARDING);
        }
    }

    @Sharable
    private static final class Forwarding extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof LastHttpContent last) {
                HttpHeaders fields = last.trailingHeaders();
                if (!fields.isEmpty()) {
                    context.fireChannelRead(new RequestTrailers(new NettyHeaders(fields)));
                }
            }
            context.fireChannelRead(message);
        }
    }
}
