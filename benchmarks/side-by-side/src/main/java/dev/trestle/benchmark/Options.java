package dev.trestle.benchmark;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a run is made.
 *
 * @param pairs of moments for each comparison
 * @param only the targets to measure; empty for all
 * @param warmupSeconds for all warm-ups together
 * @param quick whether only {@code getUser} and {@code search} are measured
 * @param profile whether the gateway is recorded while it is measured
 */
record Options(
        int rounds, int seconds, int pairs, int warmupSeconds, Set<String> only, boolean quick, boolean profile) {
    static final String USAGE =
            "run.sh [--quick] [--profile] [--rounds N] [--seconds N] [--pairs N] [--only bare,gateway,webflux-typed,webflux-generic,gateway-1000]";

    static Options parse(String... args) {
        int rounds = 3;
        int seconds = 3;
        int pairs = 240;
        int warmup = 160;
        boolean quick = false;
        boolean profile = false;
        Set<String> only = new HashSet<>();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--quick" -> {
                    rounds = 1;
                    seconds = 2;
                    pairs = 60;
                    quick = true;
                    warmup = 40;
                }
                case "--profile" -> profile = true;
                case "--rounds" -> rounds = Integer.parseInt(args[++i]);
                case "--seconds" -> seconds = Integer.parseInt(args[++i]);
                case "--pairs" -> pairs = Integer.parseInt(args[++i]);
                case "--only" -> only.addAll(List.of(args[++i].split(",")));
                default -> throw new IllegalArgumentException(args[i] + " (expected: " + USAGE + ")");
            }
        }
        return new Options(rounds, seconds, pairs, warmup, Set.copyOf(only), quick, profile);
    }

    boolean wants(String target) {
        return only.isEmpty() || only.contains(target);
    }
}
