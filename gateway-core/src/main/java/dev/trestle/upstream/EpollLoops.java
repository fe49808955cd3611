package dev.trestle.upstream;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/** The loops of {@link TurnEpoll}, as the HTTP server wants them. */
final class EpollLoops implements LoopResources {
    private final EventLoopGroup group;

    EpollLoops(String name, int count) {
        group = new MultiThreadIoEventLoopGroup(count, new DefaultThreadFactory(name, true), TurnEpoll.factory());
    }

    @Override
    public EventLoopGroup onServer(boolean useNative) {
        return group;
    }

    @Override
    public <C extends Channel> C onChannel(Class<C> type, EventLoopGroup loops) {
        return type.cast(
                ServerChannel.class.isAssignableFrom(type) ? new EpollServerSocketChannel() : new EpollSocketChannel());
    }

    @Override
    public <C extends Channel> Class<? extends C> onChannelClass(Class<C> type, EventLoopGroup loops) {
        return (ServerChannel.class.isAssignableFrom(type) ? EpollServerSocketChannel.class : EpollSocketChannel.class)
                .asSubclass(type);
    }

    @Override
    public boolean daemon() {
        return true;
    }

    @Override
    public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
        return Mono.create(
                over -> group.shutdownGracefully(quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS)
                        .addListener(stopped -> over.success()));
    }
}
