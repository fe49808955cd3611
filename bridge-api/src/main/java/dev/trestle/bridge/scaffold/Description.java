package dev.trestle.bridge.scaffold;

import dev.trestle.bridge.ConfigFiles;
import java.nio.file.Path;

/**
 * What is to be read.
 *
 * @param file where it is
 * @param reference what a route calls it: a path as {@code files} take it
 * @param files reads files as routes name them, under the rules that hold for routes
 * @param services which services are wanted
 * @param progress hears how far it is
 */
public record Description(Path file, String reference, ConfigFiles files, ServiceNames services, Progress progress) {
    /** Hears how far long work is. Called often, by the thread that works. */
    @FunctionalInterface
    public interface Progress {
        /** For nobody. */
        Progress NONE = (done, all) -> {};

        /** So many of all are done; {@code all} may grow. */
        void done(int done, int all);
    }
}
