package dev.trestle.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A peer's command line and the one line it answers. Options are {@code --name value}; the only flag is {@code --exit-with-parent}.
 * Standard output belongs to the ready line alone: whatever a library prints there goes to standard error.
 */
public final class PeerProcess {
    private static final String EXIT_WITH_PARENT = "--exit-with-parent";

    private final Map<String, String> options;
    private final boolean exitWithParent;
    private final PrintStream readyLine;

    private PeerProcess(Map<String, String> options, boolean exitWithParent) {
        this.options = options;
        this.exitWithParent = exitWithParent;
        this.readyLine = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    /** Reads the command line; an unknown option ends the process with status 2 and a line that says what is known. */
    public static PeerProcess of(Set<String> known, String... args) {
        Map<String, String> options = new HashMap<>();
        boolean exitWithParent = false;
        for (int i = 0; i < args.length; i++) {
            if (args[i].equals(EXIT_WITH_PARENT)) {
                exitWithParent = true;
            } else if (known.contains(args[i]) && i + 1 < args.length) {
                options.put(args[i], args[++i]);
            } else {
                System.err.println(
                        args[i] + " (expected: a value after one of " + known + ", or " + EXIT_WITH_PARENT + ")");
                System.exit(2);
            }
        }
        return new PeerProcess(options, exitWithParent);
    }

    public String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    /** The port an option names; without it, or with 0, one that was free a moment ago. */
    public int port(String name) throws IOException {
        int port = Integer.parseInt(option(name, "0"));
        if (port != 0) {
            return port;
        }
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    /** Says that these ports are served, and from now on serves until it is killed, or its parent ends if that was asked for. */
    public void ready(int... ports) {
        readyLine.println(
                "ready " + IntStream.of(ports).mapToObj(String::valueOf).collect(Collectors.joining(" ")));
        // Not a daemon: it keeps a server alive whose own threads are.
        new Thread(exitWithParent ? PeerProcess::haltAtEndOfInput : PeerProcess::stayForever, "serve").start();
    }

    private static void stayForever() {
        while (true) {
            LockSupport.park();
        }
    }

    /** The parent holds the other end of our standard input; however it dies, the system closes it. */
    private static void haltAtEndOfInput() {
        try (InputStream in = System.in) {
            while (in.read() >= 0) {
                // what a parent writes means nothing
            }
        } catch (IOException gone) {
            // the same as closed
        }
        // No shutdown hooks: Dubbo's wait up to ten seconds for its clients.
        Runtime.getRuntime().halt(0);
    }
}
