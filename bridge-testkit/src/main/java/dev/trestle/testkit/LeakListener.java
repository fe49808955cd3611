package dev.trestle.testkit;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails a test run in which a buffer was dropped without being released. Registered by this jar's service file: a module that has
 * the testkit on its test class path needs nothing else.
 *
 * <p>The detector is installed before any test class is loaded. When the last test has ended, garbage is collected until
 * nothing more turns up; what was found is printed after {@code LEAK:} and fails the forked test process.
 */
public final class LeakListener implements LauncherSessionListener {
    private final LeakRecorder recorder = new LeakRecorder();

    /** For the service loader. */
    public LeakListener() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(recorder);
    }

    @Override
    @SuppressWarnings("SystemOut") // the build's log is where a leak has to be seen, whatever logging a module has
    public void launcherSessionClosed(LauncherSession session) {
        List<String> leaks = recorder.collect();
        leaks.forEach(leak -> System.err.println("LEAK: " + leak));
        if (!leaks.isEmpty()) {
            throw new AssertionError(leaks.size() + " leaked: see LEAK: above");
        }
    }
}
