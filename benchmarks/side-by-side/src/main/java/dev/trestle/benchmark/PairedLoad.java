package dev.trestle.benchmark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two requests in turn, a moment each, so that both meet the same machine: what one costs more than the other is less than what a machine
 * gets slower and faster by within seconds. Prints {@code pair A B}, in CPU microseconds a request.
 */
final class PairedLoad {
    private static final long MOMENT_NANOS = 60_000_000;

    private PairedLoad() {}

    /** {@code PAIRS}, and {@code PORT PID PATH} of each. */
    public static void main(String... args) throws IOException {
        int pairs = Integer.parseInt(args[0]);
        Side a = new Side(args[1], args[2], args[3]);
        Side b = new Side(args[4], args[5], args[6]);
        // The first ones warm this program up.
        for (int i = -pairs / 4; i < pairs; i++) {
            // Neither is always the one that comes first.
            double first = (i % 2 == 0 ? a : b).cost();
            double second = (i % 2 == 0 ? b : a).cost();
            if (i >= 0) {
                System.out.println("pair " + (i % 2 == 0 ? first + " " + second : second + " " + first));
            }
        }
    }

    /** One request, and the program that answers it. */
    private record Side(ClosedLoop load, Path threads) {
        Side(String port, String pid, String path) throws IOException {
            this(new ClosedLoop(Integer.parseInt(port), path), Path.of("/proc", pid, "task"));
        }

        double cost() throws IOException {
            long before = cpuNanos();
            long answers = load.run(MOMENT_NANOS);
            return (cpuNanos() - before) / 1e3 / answers;
        }

        /** Of all its threads, in nanoseconds; the time of a process is counted in hundredths of a second. */
        private long cpuNanos() throws IOException {
            long sum = 0;
            try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
                for (Path thread : all) {
                    try {
                        String times = Files.readString(thread.resolve("schedstat"));
                        sum += Long.parseLong(times.substring(0, times.indexOf(' ')));
                    } catch (IOException ended) {
                        // A thread that has ended meanwhile: one odd pair among hundreds.
                    }
                }
            }
            return sum;
        }
    }
}
