package dev.trestle.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** All measurements of a run as Markdown: the table, and how far the goals are reached. */
final class Report {
    private static final Pairing.Names BARE = new Pairing.Names("bare", "gateway");
    private static final Pairing.Names CROWDED = new Pairing.Names("gateway", "gateway-1000");
    private static final Pairing.Names FILTER = new Pairing.Names("gateway-filter: none", "gateway-filter: small");
    private static final Pairing.Names AMONG = new Pairing.Names("gateway-filters: none", "gateway-filters: small");

    /** What is compared closely, since a goal is near. */
    static final List<Pairing.Names> COMPARED = List.of(BARE, CROWDED, FILTER, AMONG);

    private record Cell(String operation, String target) {}

    private final Map<Cell, List<Measurement>> rounds = new LinkedHashMap<>();
    private final Map<Pairing.Names, Pairing> pairings = new LinkedHashMap<>();
    private final Map<String, Double> startSeconds = new LinkedHashMap<>();

    void add(Operation operation, Target target, Measurement measurement) {
        rounds.computeIfAbsent(new Cell(operation.name(), target.name()), cell -> new ArrayList<>())
                .add(measurement);
    }

    void add(Pairing.Names names, Pairing pairing) {
        pairings.put(names, pairing);
    }

    /** Processor time until the first right answer. */
    void started(Target target, double cpuSeconds) {
        startSeconds.putIfAbsent(target.program().name(), cpuSeconds);
    }

    String markdown(Options options) {
        StringBuilder text = new StringBuilder();
        text.append("# Side by side\n\nMade by `benchmarks/run.sh` on a ")
                .append(Runtime.getRuntime().availableProcessors())
                .append("-core machine, JDK ")
                .append(Runtime.version().feature())
                .append(", flags `")
                .append(String.join(" ", Program.FLAGS))
                .append("`.\nLoopback, ")
                .append(Load.CONNECTIONS)
                .append(" connections, closed loop by ")
                .append(Machine.has("wrk") ? "wrk" : "the built-in generator")
                .append(", ")
                .append(options.rounds())
                .append(" alternating rounds of ")
                .append(options.seconds())
                .append(" s, medians")
                .append(Machine.isPinning() ? "; the program under test has core 0, all else core 1" : "")
                .append(
                        ".\nCPU is user and system time of the process per finished request; requests per second and percentiles ")
                .append(
                        "move with whatever else the machine does, CPU and allocation hardly.\nEvery answer was checked before.\n\n");
        table(text);
        goals(text);
        return text.toString();
    }

    private void table(StringBuilder text) {
        text.append(
                "| operation | program | CPU us | provider CPU us | allocated B | requests/s | p50 ms | p99 ms | RSS MB | failed |\n");
        text.append("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
        rounds.forEach((cell, taken) -> {
            Measurement m = Measurement.median(taken);
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.1f | %s | %.0f | %.0f | %.2f | %.2f | %.0f | %.0f |%n",
                    cell.operation(),
                    cell.target(),
                    m.cpuMicros(),
                    m.upstreamCpuMicros() == 0 ? "" : String.format(Locale.ROOT, "%.1f", m.upstreamCpuMicros()),
                    m.allocatedBytes(),
                    m.requestsPerSecond(),
                    m.p50Micros() / 1000,
                    m.p99Micros() / 1000,
                    m.residentMegabytes(),
                    m.failed()));
        });
        text.append("\nCPU seconds from start to the first right answer: ");
        List<String> starts = new ArrayList<>();
        startSeconds.forEach((name, seconds) -> starts.add(String.format(Locale.ROOT, "%s %.1f", name, seconds)));
        text.append(String.join(", ", starts)).append(".\n");
        if (!pairings.isEmpty()) {
            text.append(
                            "\nIn pairs, for 60 ms each in turn, as many times as it takes to tell them apart on a machine with neighbours:\n\n")
                    .append("| | times | CPU us more | standard error |\n|---|--:|--:|--:|\n");
            pairings.forEach((names, pairing) -> text.append(String.format(
                    Locale.ROOT,
                    "| %s beside %s | %.3f | %.2f | %.2f |%n",
                    names.second(),
                    names.first(),
                    pairing.ratio(),
                    pairing.moreMicros(),
                    pairing.error())));
        }
    }

    private void goals(StringBuilder text) {
        text.append("\n| goal | limit | measured | |\n|---|--:|--:|---|\n");
        ToDoubleFunction<Measurement> cpu = Measurement::cpuMicros;
        Pairing bare = pairings.get(BARE);
        Pairing crowded = pairings.get(CROWDED);
        Pairing filter = pairings.get(FILTER);
        goal(text, "getUser: CPU, times the bare server's (pairs)", 2.0, bare == null ? null : bare.ratio());
        goal(text, "search: CPU, times WebFlux + generic", 0.45, ratio(cpu, "search", "gateway", "webflux-generic"));
        goal(text, "search: CPU, times WebFlux + typed stub", 0.45, ratio(cpu, "search", "gateway", "webflux-typed"));
        goal(
                text,
                "search: provider's CPU, times that of a generic call",
                0.55,
                ratio(Measurement::upstreamCpuMicros, "search", "gateway", "webflux-generic"));
        goal(
                text,
                "getUser: CPU with 1 000 more routes, times without (pairs)",
                1.05,
                crowded == null ? null : crowded.ratio());
        goal(
                text,
                "a header filter, a small module: CPU us it adds (pairs)",
                1,
                filter == null ? null : filter.moreMicros());
        goal(text, "search: allocated bytes", 16_384, number(Measurement::allocatedBytes, "search", "gateway"));
        goal(text, "RSS MB", 300, number(Measurement::residentMegabytes, "search", "gateway"));
        goal(text, "CPU seconds to the first answer", 3, startSeconds.get("gateway"));
    }

    private static void goal(StringBuilder text, String name, double limit, @Nullable Double measured) {
        if (measured != null) {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.2f | %s |%n",
                    name,
                    limit,
                    measured,
                    measured <= limit ? "reached" : "missed"));
        }
    }

    private @Nullable Double ratio(
            ToDoubleFunction<Measurement> number, String operation, String target, String other) {
        Double above = number(number, operation, target);
        Double below = number(number, operation, other);
        return above == null || below == null ? null : Double.valueOf(above / below);
    }

    private @Nullable Double number(ToDoubleFunction<Measurement> number, String operation, String target) {
        List<Measurement> taken = rounds.get(new Cell(operation, target));
        return taken == null ? null : Double.valueOf(number.applyAsDouble(Measurement.median(taken)));
    }
}
