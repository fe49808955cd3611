package dev.trestle.app.management;

/** Whether the gateway wants new traffic, as probes are told. Thread safe. */
final class Readiness {
    private volatile boolean accepting = true;

    boolean isAccepting() {
        return accepting;
    }

    void accept() {
        accepting = true;
    }

    void refuse() {
        accepting = false;
    }
}
