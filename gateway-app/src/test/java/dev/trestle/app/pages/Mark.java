package dev.trestle.app.pages;

import java.util.Arrays;
import java.util.Optional;

/** What a block of commands needs that a test does not have: its first line, which readers see. */
enum Mark {
    /** Runs until it is stopped, so what follows is typed in another terminal. Is run. */
    STAYS("# keeps running"),
    /** A Kubernetes cluster. What Helm makes of it is tested beside the chart. */
    CLUSTER("# needs a cluster"),
    /** A helm binary. Tested beside the chart, where Helm is linked in. */
    HELM("# needs helm"),
    /** Something that builds images. */
    ENGINE("# needs a container engine"),
    /** A registry that takes images. */
    REGISTRY("# needs a registry"),
    /** What a test has no time for: whole builds, benchmarks. */
    LONG("# takes minutes");

    private final String line;

    Mark(String line) {
        this.line = line;
    }

    /** That of a block; empty if it has none. */
    static Optional<Mark> of(Fence fence) {
        String first = fence.text().lines().findFirst().orElse("");
        return Arrays.stream(values()).filter(mark -> mark.line.equals(first)).findFirst();
    }
}
