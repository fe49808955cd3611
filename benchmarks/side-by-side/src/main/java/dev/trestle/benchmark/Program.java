package dev.trestle.benchmark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java program in its own process, pinned to one core where that is possible, and what the system knows of it. */
final class Program implements AutoCloseable {
    /** The same for every program. The heap's fixed size makes an eden of fixed size, by which allocation is counted. */
    static final List<String> FLAGS = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-Dio.netty.leakDetection.level=disabled",
            "-Dreactor.netty.ioWorkerCount=1",
            "-Dio.netty.eventLoopThreads=1");

    private static final Pattern YOUNG_USED = Pattern.compile("(?i)def ?new .*?used (\\d+)K");
    private static final long MICROS_PER_TICK = 10_000;

    private final String name;
    private final Process process;

    private Program(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    /** Starts a jar. Its standard error goes to {@code target/NAME.log} beside this program's jar. */
    static Program start(String name, int core, List<String> jarAndArguments, Map<String, String> environment)
            throws IOException {
        List<String> command = new ArrayList<>(Machine.pinned(core));
        command.add(Machine.tool("java"));
        command.addAll(FLAGS);
        command.add("-jar");
        command.addAll(jarAndArguments);
        File log = Repository.target().resolve(name.replace(' ', '-') + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
        builder.environment().putAll(environment);
        Process process = builder.start();
        // Ctrl-C must not leave it behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Program(name, process);
    }

    String name() {
        return name;
    }

    long pid() {
        // taskset replaces itself by the program, so this is the program's.
        return process.pid();
    }

    /** The port of the program's {@code ready} line. */
    int readyPort() throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("ready ")) {
                return Integer.parseInt(line.split(" ", -1)[1]);
            }
        }
        throw new IOException(name + " ended before it was ready (see its log in " + Repository.target() + ")");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Processor time used so far, user and system. */
    long cpuMicros() throws IOException {
        String stat = Files.readString(Path.of("/proc", String.valueOf(pid()), "stat"));
        // Counted behind the command name, which may contain anything: state is field 3, utime 14, stime 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * MICROS_PER_TICK;
    }

    long residentMegabytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", String.valueOf(pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }

    /** Bytes allocated so far: full edens, and what the young generation holds now. Exact to a thread's buffer while idle. */
    long allocatedBytes() throws IOException {
        String process = String.valueOf(pid());
        String[] lines = Machine.output(List.of(Machine.tool("jstat"), "-gc", process))
                .strip()
                .split("\n", -1);
        List<String> names = List.of(lines[0].strip().split("\\s+", -1));
        String[] values = lines[1].strip().split("\\s+", -1);
        double edenKilobytes = Double.parseDouble(values[names.indexOf("EC")]);
        double collections = Double.parseDouble(values[names.indexOf("YGC")]);
        String heap = Machine.output(List.of(Machine.tool("jcmd"), process, "GC.heap_info"));
        Matcher young = YOUNG_USED.matcher(heap);
        if (!young.find()) {
            throw new IOException(heap + " (expected: the serial collector's young generation)");
        }
        return (long) ((collections * edenKilobytes + Double.parseDouble(young.group(1))) * 1024);
    }

    /** Lets it use every core, or keeps it on one again. */
    void pin(String cores) throws IOException {
        if (Machine.isPinning()) {
            Machine.output(List.of("taskset", "-a", "-c", "-p", cores, String.valueOf(pid())));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
