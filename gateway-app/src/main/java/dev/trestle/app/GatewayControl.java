package dev.trestle.app;

import dev.trestle.app.tap.Recorder;
import dev.trestle.app.tap.TapOrder;
import dev.trestle.bridge.settings.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an operator does to a running gateway. Thread safe. */
public interface GatewayControl {
    /** Compiles a configuration as a change would be, beside the one that serves, and opens no connection; every problem. */
    List<Problem> check(String yaml);

    /** Asks clients to go elsewhere; all requests are served. */
    void drain();

    /** Takes that back. */
    void undrain();

    /** Whether that is so. */
    boolean isDraining();

    /** Records what is ordered, and forgets what was recorded before. */
    Recorder.Status tap(TapOrder order);

    /** What was recorded so far; null if nothing was ordered. */
    Recorder.@Nullable Status tapped();

    /** Records no more, and forgets what was recorded. */
    void untap();
}
