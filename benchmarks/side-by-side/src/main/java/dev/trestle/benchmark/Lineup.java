package dev.trestle.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Every program of a run: started here, stopped here. */
final class Lineup implements AutoCloseable {
    private static final int UNRELATED_ROUTES = 1000;
    /** With one module, as most who filter have it; and with one of each kind. */
    private static final String FILTER = "gateway-filter";

    private static final String FILTERS = "gateway-filters";

    private final Options options;
    private final Deque<Program> programs = new ArrayDeque<>();
    private final Map<String, String> gatewayEnvironment;
    private final Program dubbo;
    private final Program thrift;
    private final Program ledger;
    private final int dubboPort;

    private Lineup(Options options) throws IOException {
        this.options = options;
        dubbo = peer("dubbo-provider", "--port", "0");
        dubboPort = dubbo.readyPort();
        thrift = peer("thrift-server", "--port", "0");
        ledger = peer("raw-server", "--delay-millis", "0");
        gatewayEnvironment = Map.of(
                "TRESTLE_DEMO_DUBBO_PORT", String.valueOf(dubboPort),
                "TRESTLE_DEMO_THRIFT_PORT", String.valueOf(thrift.readyPort()),
                "TRESTLE_DEMO_LEDGER_PORT", String.valueOf(ledger.readyPort()));
    }

    /** Starts the peers. */
    static Lineup start(Options options) throws IOException {
        return new Lineup(options);
    }

    /** What is measured for each operation; starts what is not running yet. */
    List<Race> races() throws IOException {
        List<Target> bare = new ArrayList<>();
        List<Target> webflux = new ArrayList<>();
        if (options.wants("bare")) {
            Program program = start("bare", Machine.CORE_UNDER_TEST, Repository.jar("benchmarks/bare-server"));
            bare.add(new Target("bare", program, program.readyPort(), "", null));
        }
        if (options.wants("webflux-typed") || options.wants("webflux-generic")) {
            Program program = start(
                    "webflux-dubbo",
                    Machine.CORE_UNDER_TEST,
                    Repository.jar("benchmarks/webflux-dubbo"),
                    "--provider",
                    "127.0.0.1:" + dubboPort);
            int port = program.readyPort();
            webflux.add(new Target("webflux-typed", program, port, "/typed", dubbo));
            webflux.add(new Target("webflux-generic", program, port, "/generic", dubbo));
            webflux.removeIf(target -> !options.wants(target.name()));
        }
        List<Target> gateway = options.wants("gateway") ? gateway("gateway", 0) : List.of();
        List<Target> crowded = options.wants("gateway-1000") ? gateway("gateway-1000", UNRELATED_ROUTES) : List.of();
        List<Race> races = new ArrayList<>();
        races.add(new Race(Operation.USER, join(bare, gateway, crowded, webflux)));
        races.add(new Race(Operation.SEARCH, join(bare, gateway, webflux)));
        if (options.quick()) {
            return races;
        }
        List<Target> filter = options.wants(FILTER) ? filtered(FILTER, "none", "small") : List.of();
        List<Target> filters =
                options.wants(FILTERS) ? filtered(FILTERS, "none", "small", "rust", "assemblyscript", "go") : List.of();
        races.add(new Race(Operation.FILTERED, join(filter, filters)));
        races.add(new Race(Operation.ECHO, join(bare, gateway, webflux)));
        for (Operation operation : List.of(Operation.ADD, Operation.WORK)) {
            races.add(new Race(operation, join(bare, calling(thrift, gateway))));
        }
        races.add(new Race(Operation.BALANCE, join(bare, calling(ledger, gateway))));
        return races;
    }

    /** One gateway, and its routes with and without a filter. */
    private List<Target> filtered(String name, String... kinds) throws IOException {
        Target gateway = gateway(name, 0).getFirst();
        return Stream.of(kinds)
                .map(kind -> new Target(
                        name + ": " + kind, gateway.program(), gateway.port(), "/" + kind, gateway.upstream()))
                .toList();
    }

    /** One operation and all who run it. */
    record Race(Operation operation, List<Target> targets) {
        @Nullable
        Target target(String name) {
            return targets.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElse(null);
        }
    }

    private static List<Target> calling(Program upstream, List<Target> targets) {
        return targets.stream()
                .map(t -> new Target(t.name(), t.program(), t.port(), t.pathPrefix(), upstream))
                .toList();
    }

    @SafeVarargs
    private static List<Target> join(List<Target>... lists) {
        List<Target> all = new ArrayList<>();
        for (List<Target> list : lists) {
            all.addAll(list);
        }
        return all;
    }

    private List<Target> gateway(String name, int unrelatedRoutes) throws IOException {
        Path routes = routes(name, unrelatedRoutes);
        int port = freePort();
        Map<String, String> environment = new HashMap<>(gatewayEnvironment);
        if (isFiltered(name)) {
            // As the launcher has it: modules are compiled to methods that HotSpot would leave to its interpreter.
            environment.put("JDK_JAVA_OPTIONS", "-XX:-DontCompileHugeMethods");
        }
        Program program = Program.start(
                name,
                Machine.CORE_UNDER_TEST,
                List.of(
                        Repository.jar("gateway-app"),
                        "run",
                        "--routes",
                        routes.toString(),
                        "--port",
                        String.valueOf(port),
                        "--management-port",
                        String.valueOf(freePort())),
                environment);
        programs.push(program);
        return List.of(new Target(name, program, port, "", dubbo));
    }

    /** A directory with the demo's routes, the echo, and as many routes that no request meets. */
    private static Path routes(String name, int unrelated) throws IOException {
        Path root = Repository.root();
        Path directory = Files.createDirectories(Repository.target().resolve("routes-" + name));
        Files.createDirectories(directory.resolve("idl"));
        copy(root.resolve("routes/demo.yaml"), directory.resolve("demo.yaml"));
        copy(root.resolve("routes/idl/calculator.thrift"), directory.resolve("idl/calculator.thrift"));
        copy(root.resolve("benchmarks/routes/echo.yaml"), directory.resolve("echo.yaml"));
        if (isFiltered(name)) {
            copy(root.resolve("benchmarks/routes/" + name + ".yaml"), directory.resolve("filtered.yaml"));
            modules(root.resolve("wasm-host/src/test/resources/wasm"), directory.resolve("modules"));
        }
        if (unrelated > 0) {
            StringBuilder yaml = new StringBuilder("routes:\n");
            for (int i = 0; i < unrelated; i++) {
                yaml.append("""
                          - id: unrelated.%1$d
                            match: { method: GET, path: "/v1/unrelated%1$d/{id}" }
                            cluster: shop
                            dubbo: { service: dev.trestle.demo.UserService, method: getUser, args: [{ type: long, from: path.id }] }
                        """.formatted(i));
            }
            Files.writeString(directory.resolve("unrelated.yaml"), yaml);
        }
        return directory;
    }

    private static boolean isFiltered(String name) {
        return name.equals(FILTER) || name.equals(FILTERS);
    }

    private static void modules(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("raw.wasm", "rust.wasm", "assemblyscript.wasm")) {
            copy(from.resolve(name), to.resolve(name));
        }
        try (InputStream packed = new GZIPInputStream(Files.newInputStream(from.resolve("go.wasm.gz")))) {
            Files.copy(packed, to.resolve("go.wasm"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    private Program peer(String name, String... arguments) throws IOException {
        return start(name, Machine.OTHER_CORE, Repository.jar("examples/" + name), arguments);
    }

    private Program start(String name, int core, String jar, String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(jar));
        words.addAll(List.of(arguments));
        words.add("--exit-with-parent");
        Program program = Program.start(name, core, words, Map.of());
        programs.push(program);
        return program;
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() {
        programs.forEach(Program::close);
    }
}
