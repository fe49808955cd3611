package dev.trestle.benchmark;

import java.io.IOException;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** One operation at one target for some seconds. All costs are per finished request. */
record Measurement(
        double cpuMicros,
        double upstreamCpuMicros,
        double allocatedBytes,
        double requestsPerSecond,
        double p50Micros,
        double p99Micros,
        double residentMegabytes,
        double failed) {

    static Measurement take(Target target, Operation operation, int seconds) throws IOException {
        Program program = target.program();
        Program upstream = target.upstream();
        long allocated = program.allocatedBytes();
        long upstreamCpu = upstream == null ? 0 : upstream.cpuMicros();
        long cpu = program.cpuMicros();
        Load.Result load = Load.run(target.port(), target.asked(operation), seconds);
        double requests = Math.max(1, load.requests());
        return new Measurement(
                (program.cpuMicros() - cpu) / requests,
                upstream == null ? 0 : (upstream.cpuMicros() - upstreamCpu) / requests,
                (program.allocatedBytes() - allocated) / requests,
                load.requests() / load.seconds(),
                load.p50Micros(),
                load.p99Micros(),
                program.residentMegabytes(),
                load.failed());
    }

    /** The median of each number; failures add up. */
    static Measurement median(List<Measurement> rounds) {
        return new Measurement(
                median(rounds, Measurement::cpuMicros),
                median(rounds, Measurement::upstreamCpuMicros),
                median(rounds, Measurement::allocatedBytes),
                median(rounds, Measurement::requestsPerSecond),
                median(rounds, Measurement::p50Micros),
                median(rounds, Measurement::p99Micros),
                median(rounds, Measurement::residentMegabytes),
                rounds.stream().mapToDouble(Measurement::failed).sum());
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> number) {
        double[] sorted = rounds.stream().mapToDouble(number).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
