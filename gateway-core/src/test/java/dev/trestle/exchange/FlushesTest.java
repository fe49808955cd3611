package dev.trestle.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlushesTest {
    private final EmbeddedChannel client = new EmbeddedChannel();
    /** Its tasks run when the test says so; those of the client run by themselves. */
    private final EmbeddedChannel turn = new EmbeddedChannel();

    private final Flushes flushes = new Flushes(turn.eventLoop());

    @Test
    void writes_goOutAtTheEndOfTheTurn_inOrder() {
        flushes.gather(client.pipeline());
        client.pipeline().writeAndFlush("a");
        client.pipeline().writeAndFlush("b");
        assertThat(client.outboundMessages()).isEmpty();

        turn.runPendingTasks();
        assertThat(client.outboundMessages()).containsExactly("a", "b");

        client.pipeline().writeAndFlush("c");
        turn.runPendingTasks();
        assertThat(client.outboundMessages()).containsExactly("a", "b", "c");
    }

    @Test
    void writes_goOutBeforeTheConnectionCloses() {
        flushes.gather(client.pipeline());
        client.pipeline().writeAndFlush("last");
        client.pipeline().close();

        assertThat(client.outboundMessages()).containsExactly("last");
    }

    @Test
    void writes_doNotWait_whenManyClientsDo() {
        List<EmbeddedChannel> clients =
                new ArrayList<>(Stream.generate(EmbeddedChannel::new).limit(64).toList());
        for (EmbeddedChannel each : clients) {
            flushes.gather(each.pipeline());
            each.pipeline().writeAndFlush("reply");
        }

        assertThat(clients)
                .allSatisfy(each -> assertThat(each.outboundMessages()).containsExactly("reply"));
    }
}
