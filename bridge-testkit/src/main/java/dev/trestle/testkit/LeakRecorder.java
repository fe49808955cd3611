package dev.trestle.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Makes leak detectors that remember what they find, and looks for more on demand. */
final class LeakRecorder extends ResourceLeakDetectorFactory {
    private static final int QUIET_ROUNDS = 3;
    private static final int MAX_ROUNDS = 20;
    private static final long CANARY_MILLIS = 1_000;

    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final List<Detector<?>> detectors = new CopyOnWriteArrayList<>();

    @Override
    @SuppressWarnings("deprecation") // the only abstract method is the deprecated one
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        Detector<T> detector = new Detector<>(resource, samplingInterval);
        detectors.add(detector);
        return detector;
    }

    @Override
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int samplingInterval) {
        Detector<T> detector = new Detector<>(resource, samplingInterval);
        detectors.add(detector);
        return detector;
    }

    /** Everything leaked so far. Collects garbage until some rounds in a row bring nothing new. */
    List<String> collect() {
        int found = leaks.size();
        int quiet = 0;
        for (int round = 0; round < MAX_ROUNDS && quiet < QUIET_ROUNDS; round++) {
            collectGarbage();
            detectors.forEach(Detector::drain);
            quiet = leaks.size() == found ? quiet + 1 : 0;
            found = leaks.size();
        }
        return List.copyOf(leaks);
    }

    /** Returns when the collector has handed over at least what it found in one full round. */
    private static void collectGarbage() {
        ReferenceQueue<Object> queue = new ReferenceQueue<>();
        Reference<Object> canary = new PhantomReference<>(new Object(), queue);
        System.gc();
        try {
            queue.remove(CANARY_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            Reference.reachabilityFence(canary);
        }
    }

    private final class Detector<T> extends ResourceLeakDetector<T> {
        private final String resource;

        Detector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
            this.resource = resource.getSimpleName();
        }

        /** Detectors report what the collector found whenever they are asked to track something new. */
        @SuppressWarnings("unchecked") // the probe is only ever an identity to the detector
        void drain() {
            Object probe = new Object();
            var tracker = track((T) probe);
            if (tracker != null) {
                tracker.close((T) probe);
            }
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            leaks.add(resource + " was not released before it was garbage collected" + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            reportTracedLeak(resourceType, "");
        }
    }
}
