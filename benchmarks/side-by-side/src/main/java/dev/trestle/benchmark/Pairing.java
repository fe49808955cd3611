package dev.trestle.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one target costs beside another, by {@link PairedLoad}: of all pairs the middle half, whose mean moves least with the machine.
 *
 * @param ratio of the second to the first
 * @param moreMicros of CPU that a request costs at the second
 * @param error of {@code moreMicros}, its standard error
 */
record Pairing(double ratio, double moreMicros, double error) {
    /** Two targets to be compared, by their names. */
    record Names(String first, String second) {}

    static Pairing take(Target first, Target second, Operation operation, int pairs) throws IOException {
        List<String> command = new ArrayList<>(Machine.pinned(Machine.OTHER_CORE));
        command.addAll(List.of(Machine.tool("java"), "-cp", Repository.jar("benchmarks/side-by-side")));
        command.addAll(List.of(PairedLoad.class.getName(), String.valueOf(pairs)));
        for (Target target : List.of(first, second)) {
            command.add(String.valueOf(target.port()));
            command.add(String.valueOf(target.program().pid()));
            command.add(target.asked(operation).path());
        }
        return of(Machine.output(command));
    }

    private static Pairing of(String output) throws IOException {
        List<double[]> pairs = output.lines()
                .filter(line -> line.startsWith("pair "))
                .map(line -> line.split(" ", -1))
                .map(words -> new double[] {Double.parseDouble(words[1]), Double.parseDouble(words[2])})
                .toList();
        if (pairs.isEmpty()) {
            throw new IOException("no pairs in: " + output);
        }
        double[] more =
                middle(pairs.stream().mapToDouble(pair -> pair[1] - pair[0]).toArray());
        double[] ratio =
                middle(pairs.stream().mapToDouble(pair -> pair[1] / pair[0]).toArray());
        // The middle half of a normal distribution is 1.35 deviations wide, and its mean 1.09 times as uncertain as
        // that of all.
        double deviation = (more[more.length - 1] - more[0]) / 1.35;
        return new Pairing(mean(ratio), mean(more), 1.09 * deviation / Math.sqrt(pairs.size()));
    }

    private static double[] middle(double... numbers) {
        Arrays.sort(numbers);
        return Arrays.copyOfRange(numbers, numbers.length / 4, numbers.length - numbers.length / 4);
    }

    private static double mean(double... numbers) {
        return Arrays.stream(numbers).average().orElseThrow();
    }
}
