package dev.trestle.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The connections to one endpoint that belong to one client each, for as long as they are open. On their event loop only. */
final class Tunnels {
    /** Stands in a pipeline until the connection's owner adds its own handler. */
    static final ChannelHandler UNCLAIMED = new Unclaimed();

    private final Set<Channel> channels = new LinkedHashSet<>();

    /** Counts {@code channel} until it is closed, and then runs {@code gone}. */
    void add(Channel channel, Runnable gone) {
        channels.add(channel);
        channel.closeFuture().addListener(closed -> {
            channels.remove(channel);
            gone.run();
        });
    }

    int count() {
        return channels.size();
    }

    int open() {
        return (int) channels.stream().filter(Channel::isActive).count();
    }

    int connecting() {
        return count() - open();
    }

    void close() {
        for (Channel channel : List.copyOf(channels)) {
            var unused = channel.close();
        }
    }

    @ChannelHandler.Sharable
    private static final class Unclaimed extends ChannelInboundHandlerAdapter {}
}
