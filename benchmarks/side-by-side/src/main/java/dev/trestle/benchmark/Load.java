package dev.trestle.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A closed loop over keep-alive connections: {@code wrk}, or {@link LoadGenerator} where there is none. Loopback only. */
final class Load {
    static final int CONNECTIONS = 64;

    private Load() {}

    /**
     * What a stretch of load gave.
     *
     * @param failed answers other than 2xx, and connections that broke
     */
    record Result(long requests, long failed, double seconds, double p50Micros, double p99Micros) {
        /** Reads {@code result REQUESTS FAILED SECONDS P50 P99}. */
        static Result parse(String output) throws IOException {
            for (String line : output.split("\n", -1)) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("result")) {
                    return new Result(
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2]),
                            Double.parseDouble(words[3]),
                            Double.parseDouble(words[4]),
                            Double.parseDouble(words[5]));
                }
            }
            throw new IOException("no result in: " + output);
        }
    }

    static Result run(int port, Operation operation, int seconds) throws IOException {
        List<String> command = new ArrayList<>(Machine.pinned(Machine.OTHER_CORE));
        if (Machine.has("wrk")) {
            Path script = Repository.target().resolve("load.lua");
            Files.writeString(script, lua(operation));
            command.addAll(List.of("wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "-s", script.toString()));
            command.add("http://127.0.0.1:" + port + operation.path());
        } else {
            command.addAll(List.of(Machine.tool("java"), "-cp", Repository.jar("benchmarks/side-by-side")));
            command.addAll(List.of(LoadGenerator.class.getName(), String.valueOf(port), String.valueOf(seconds)));
            command.addAll(List.of(operation.method(), operation.path(), operation.body()));
        }
        return Result.parse(Machine.output(command));
    }

    private static String lua(Operation operation) {
        String request = operation.body().isEmpty() ? "" : """
                wrk.method = "POST"
                wrk.headers["content-type"] = "application/json"
                wrk.body = [==[%s]==]
                """.formatted(operation.body());
        return request + """
                done = function(summary, latency, requests)
                  local e = summary.errors
                  io.write(string.format("\\nresult %d %d %f %f %f\\n", summary.requests,
                    e.status + e.connect + e.read + e.write + e.timeout, summary.duration / 1e6,
                    latency:percentile(50), latency:percentile(99)))
                end
                """;
    }
}
