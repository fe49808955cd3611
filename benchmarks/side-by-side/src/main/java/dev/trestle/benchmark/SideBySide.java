package dev.trestle.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs every operation at every program, in alternating rounds, and writes {@code benchmarks/RESULTS.md}. Linux only. */
public final class SideBySide {
    private static final int WARMUP_STRETCH_SECONDS = 2;
    private static final double STILL_FALLING = 0.93;

    private final Options options;
    private final Report report = new Report();

    private SideBySide(Options options) {
        this.options = options;
    }

    /** See {@link Options#USAGE}. */
    public static void main(String... args) throws IOException, InterruptedException {
        if (!Files.exists(Path.of("/proc/self/stat"))) {
            System.err.println("no /proc here (expected: Linux)");
            System.exit(2);
        }
        Files.createDirectories(Repository.target());
        new SideBySide(Options.parse(args)).run();
    }

    private void run() throws IOException, InterruptedException {
        try (Lineup lineup = Lineup.start(options)) {
            List<Lineup.Race> races = lineup.races();
            check(races);
            warmUp(races);
            for (int round = 1; round <= options.rounds(); round++) {
                for (Lineup.Race race : races) {
                    measure(round, race);
                }
            }
            for (Lineup.Race race : races) {
                compare(race);
            }
        }
        String markdown = report.markdown(options);
        System.out.println(markdown);
        Path results = Repository.root().resolve("benchmarks/RESULTS.md");
        if (options.only().isEmpty() && !options.profile()) {
            Files.writeString(results, markdown);
        }
    }

    private void check(List<Lineup.Race> races) throws IOException, InterruptedException {
        Answers answers = new Answers();
        for (Lineup.Race race : races) {
            for (Target target : race.targets()) {
                answers.check(target, race.operation());
                report.started(target, target.program().cpuMicros() / 1e6);
            }
        }
    }

    /**
     * On every core, until a request stops getting cheaper: before, half of what is measured is the compiler. All warm-ups together
     * have a budget; who comes after it is spent gets one stretch.
     */
    private void warmUp(List<Lineup.Race> races) throws IOException {
        long end = System.nanoTime() + options.warmupSeconds() * 1_000_000_000L;
        for (Lineup.Race race : races) {
            for (Target target : race.targets()) {
                target.program().pin("0-1");
                double before = Double.MAX_VALUE;
                double cost = stretch(target, race.operation());
                while (cost < before * STILL_FALLING && System.nanoTime() < end) {
                    before = cost;
                    cost = stretch(target, race.operation());
                }
                target.program().pin(String.valueOf(Machine.CORE_UNDER_TEST));
            }
        }
    }

    private static double stretch(Target target, Operation operation) throws IOException {
        long cpu = target.program().cpuMicros();
        Load.Result load = Load.run(target.port(), target.asked(operation), WARMUP_STRETCH_SECONDS);
        return (target.program().cpuMicros() - cpu) / (double) Math.max(1, load.requests());
    }

    private void compare(Lineup.Race race) throws IOException {
        for (Pairing.Names names : Report.COMPARED) {
            Target first = race.target(names.first());
            Target second = race.target(names.second());
            if (race.operation().name().startsWith(Operation.USER.name()) && first != null && second != null) {
                Pairing pairing = Pairing.take(first, second, race.operation(), options.pairs());
                report.add(names, pairing);
                System.err.printf(
                        "%s beside %s: %.2f, %+.2f us%n",
                        second.name(), first.name(), pairing.ratio(), pairing.moreMicros());
            }
        }
    }

    private void measure(int round, Lineup.Race race) throws IOException {
        for (Target target : race.targets()) {
            boolean profiled = options.profile() && round == 1 && target.name().equals("gateway");
            Measurement taken = profiled ? profiled(target, race.operation()) : take(target, race.operation());
            report.add(race.operation(), target, taken);
            System.err.printf(
                    "round %d %s %s: %.1f us%n", round, race.operation().name(), target.name(), taken.cpuMicros());
        }
    }

    private Measurement take(Target target, Operation operation) throws IOException {
        return Measurement.take(target, operation, options.seconds());
    }

    private Measurement profiled(Target target, Operation operation) throws IOException {
        Profile profile = Profile.start(target.program(), operation);
        Measurement taken = take(target, operation);
        profile.stop();
        return taken;
    }
}
