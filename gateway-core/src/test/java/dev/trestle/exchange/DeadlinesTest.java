package dev.trestle.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.Waiting;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long NEVER = TimeUnit.HOURS.toNanos(1);

    private final EventLoop loop = new DefaultEventLoop();
    private final Deadlines deadlines = new Deadlines(loop);
    private final List<String> expired = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void deadlines_expireInOrder_whenTheyAreDue() throws Exception {
        long begun = System.nanoTime();
        onLoop(() -> {
            for (int i = 0; i < 4; i++) {
                start("d" + i, SOON);
            }
            return start("far", NEVER);
        });
        Waiting.until("all are over", () -> expired.size() == 4);

        assertThat(expired).containsExactly("d0", "d1", "d2", "d3");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(SOON);
    }

    @Test
    void others_expire_whereverOneWasCancelled() throws Exception {
        onLoop(() -> {
            List<Deadlines.Deadline> five = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                five.add(start("d" + i, SOON));
            }
            five.get(0).cancel();
            five.get(2).cancel();
            five.get(4).cancel();
            five.get(4).cancel();
            return start("last", SOON);
        });
        Waiting.until("the last is over", () -> expired.contains("last"));

        assertThat(expired).containsExactly("d1", "d3", "last");
    }

    @Test
    void queue_isForgotten_whenNothingIsLeftInIt() throws Exception {
        onLoop(() -> {
            start("a", SOON).cancel();
            start("b", SOON + 1);
            start("far", NEVER);
            return deadlines.queues();
        });
        Waiting.until("two are gone", () -> onLoop(deadlines::queues) == 1);

        assertThat(expired).containsExactly("b");
    }

    @Test
    void deadline_isMet_whenItBeganWhileAnEarlierOneOfItsQueueRan() throws Exception {
        onLoop(() -> deadlines.start(SOON, () -> {
            expired.add("first");
            start("second", SOON);
        }));
        Waiting.until("both are over", () -> expired.size() == 2);

        assertThat(expired).containsExactly("first", "second");
    }

    private Deadlines.Deadline start(String name, long nanos) {
        return deadlines.start(nanos, () -> expired.add(name));
    }

    private <T> T onLoop(Callable<T> task) {
        return loop.submit(task).syncUninterruptibly().getNow();
    }
}
