package dev.trestle.upstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The connections to one endpoint that belong to one client each, for as long as they are open. On their event loop only. */
final class Tunnels {
    /** Stands in a pipeline until the connection's owner adds its own handler. */
    static final ChannelHandler UNCLAIMED = new Unclaimed();

    private final Map<Channel, Dial> channels = new LinkedHashMap<>();

    /** Counts the channel that {@code dial} opens until it is closed, and then runs {@code gone}. */
    void add(Channel channel, Dial dial, Runnable gone) {
        channels.put(channel, dial);
        channel.closeFuture().addListener(closed -> {
            channels.remove(channel);
            gone.run();
        });
    }

    int count() {
        return channels.size();
    }

    int open() {
        return (int) channels.keySet().stream().filter(Channel::isActive).count();
    }

    int connecting() {
        return count() - open();
    }

    /** Tells whom the open ones belong to that nothing new should begin there. */
    void leave() {
        Map.copyOf(channels).forEach((channel, dial) -> {
            if (channel.isActive()) {
                dial.onLeaving();
            }
        });
    }

    void close() {
        for (Channel channel : List.copyOf(channels.keySet())) {
            var unused = channel.close();
        }
    }

    @ChannelHandler.Sharable
    private static final class Unclaimed extends ChannelInboundHandlerAdapter {}
}
