package dev.trestle.app.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process started by the launcher script at the root of the repository, as an operator would, and a client for it. */
public final class Launched implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("^ready: http://127.0.0.1:(\\d+)");
    private static final Pattern HEALTH = Pattern.compile("http://127.0.0.1:(\\d+)/actuator/health");
    private static final Pattern SERVING =
            Pattern.compile("serving \\d+ routes on \\*:(\\d+), management on 127.0.0.1:(\\d+)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final List<String> said = new ArrayList<>();
    private int port;
    private int managementPort;

    private Launched(Process process) {
        this.process = process;
    }

    /** Starts {@code ./trestle arguments...}; returns at once. */
    static Launched start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(root().resolve("trestle").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Launched(builder.start());
    }

    /** The whole demo on free ports, ready. */
    public static Launched demo() throws IOException {
        return start(Map.of(), demoArguments().toArray(String[]::new)).await("Ctrl-C stops everything.");
    }

    /** {@code demo} with any free port for everything. */
    static List<String> demoArguments() {
        List<String> arguments = new ArrayList<>(List.of("demo"));
        for (String port : List.of("", "management-", "dubbo-", "thrift-", "ledger-", "legacy-")) {
            arguments.addAll(List.of("--" + port + "port", "0"));
        }
        return arguments;
    }

    /** The repository: tests run in a module's directory. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        return Files.exists(directory.resolve("trestle")) ? directory : directory.resolveSibling("");
    }

    /** Reads what it says, up to the line that has {@code text}. */
    Launched await(String text) throws IOException {
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            note(line);
            if (line.contains(text)) {
                return this;
            }
        }
        throw new IOException("ended with " + exit() + " (expected: a line with " + text + "), after: " + said);
    }

    /** Where it serves, by its log or by the demo's page: which of the two comes first is not said. */
    private void note(String line) {
        Matcher serving = SERVING.matcher(line);
        if (serving.find()) {
            port = Integer.parseInt(serving.group(1));
            managementPort = Integer.parseInt(serving.group(2));
        }
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
            port = Integer.parseInt(ready.group(1));
        }
        Matcher health = HEALTH.matcher(line);
        if (health.find()) {
            managementPort = Integer.parseInt(health.group(1));
        }
    }

    /** All it said, once it has ended. */
    List<String> output() {
        said.addAll(process.inputReader().lines().toList());
        return said;
    }

    /** Where it takes requests. */
    public int port() {
        return port;
    }

    /** Where health, metrics and the admin API are. */
    public int managementPort() {
        return managementPort;
    }

    Process process() {
        return process;
    }

    /** What it ends with. */
    int exit() {
        return process.onExit().join().exitValue();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(port, path).build());
    }

    /** Asks the management port. */
    public HttpResponse<String> manage(String path) throws IOException, InterruptedException {
        return send(request(managementPort, path).build());
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(port, path).POST(BodyPublishers.ofString(body));
        request.header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpRequest.Builder request(String path) {
        return request(port, path);
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** The way an operator stops it. */
    void terminate() {
        // Not by Process: it would close the pipe, with what is still to be read in it.
        process.toHandle().destroy();
    }

    @Override
    public void close() {
        terminate();
        process.onExit().join();
        client.close();
    }
}
