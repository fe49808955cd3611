package dev.trestle.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakTracker;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LeakRecorderTest {
    private final LeakRecorder recorder = new LeakRecorder();
    private final ResourceLeakDetector<Object> detector = recorder.newResourceLeakDetector(Object.class, 1);

    @Test
    void collect_namesTheResource_whenItWasDroppedUnreleased() {
        drop();
        assertThat(recorder.collect())
                .singleElement()
                .asString()
                .startsWith("Object")
                .contains("drop");
    }

    @Test
    void collect_findsNothing_whenTheResourceWasReleased() {
        Object resource = new Object();
        ResourceLeakTracker<Object> tracker = Objects.requireNonNull(detector.track(resource));
        tracker.close(resource);
        assertThat(recorder.collect()).isEmpty();
    }

    private void drop() {
        detector.track(new Object());
    }
}
