package dev.trestle.app.cli;

import dev.trestle.app.log.LogSetup;
import java.security.Security;

/** The door of the process. */
public final class Main {
    private Main() {}

    /** Runs one command; its outcome is the exit code. */
    public static void main(String... args) {
        // The JVM remembers names for 30 s; how often a cluster's name is looked up is the cluster's to say.
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        int status = CommandLines.standard().execute(args);
        LogSetup.flush();
        System.exit(status);
    }
}
