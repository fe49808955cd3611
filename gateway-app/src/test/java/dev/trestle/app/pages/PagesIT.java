package dev.trestle.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import dev.trestle.app.demo.Launched;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command of the README and of the pages, typed by a reader who has the demo running. */
@Timeout(240)
@TestInstance(Lifecycle.PER_CLASS)
class PagesIT {
    /** What is written into while a page is read, or is no part of a clone. */
    private static final Set<String> OWN = Set.of("routes", "target", ".git");

    /** The demo's services: cluster, the port that pages name, and the variable that says another. */
    private static final Map<String, Map.Entry<Integer, String>> SERVICES = Map.of(
            "shop", Map.entry(20880, "TRESTLE_DEMO_DUBBO_PORT"),
            "calculator", Map.entry(9090, "TRESTLE_DEMO_THRIFT_PORT"),
            "ledger", Map.entry(7001, "TRESTLE_DEMO_LEDGER_PORT"),
            "legacy", Map.entry(7002, "TRESTLE_DEMO_LEGACY_PORT"));

    private final Launched demo;
    private final Map<Integer, Integer> ports = new HashMap<>();
    /** Starts of a program that soon ends again: what compiles best would only begin to. */
    private final Map<String, String> environment =
            new HashMap<>(Map.of("TRESTLE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"));

    PagesIT() throws IOException, InterruptedException {
        demo = Launched.demo();
        ports.put(8080, demo.port());
        ports.put(9901, demo.managementPort());
        String clusters = demo.manage("/admin/clusters").body();
        SERVICES.forEach((cluster, service) -> {
            Matcher port = Pattern.compile("\"name\":\"" + cluster + "\".*?\"address\":\"127.0.0.1:(\\d+)")
                    .matcher(clusters);
            assertThat(port.find()).isTrue();
            ports.put(service.getKey(), Integer.parseInt(port.group(1)));
            environment.put(service.getValue(), port.group(1));
        });
    }

    @AfterAll
    void stop() {
        demo.close();
    }

    static Stream<Path> pages() {
        return PageMarksTest.pages().stream()
                .filter(page -> page.toString().contains(System.getProperty("trestle.page", "")))
                .filter(page -> PageMarksTest.fences(page).stream().anyMatch(Fence::isCommands));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_doesWhatItSays(Path page, @TempDir Path clone) throws Exception {
        copyInto(clone);
        // To a terminal curl prints no progress either.
        Files.writeString(clone.resolve(".curlrc"), "silent\nshow-error\nmax-time = 20\n");
        environment.put("CURL_HOME", clone.toString());
        try (Reader reader = new Reader(clone, environment, ports)) {
            reader.follow(PageMarksTest.fences(page));
        }
    }

    /** As far as commands see it: what they write stays here. */
    private static void copyInto(Path clone) throws IOException {
        Path root = Repository.root();
        try (Stream<Path> entries = Files.list(root)) {
            for (Path entry : entries.toList()) {
                Path name = entry.getFileName();
                if (!OWN.contains(name.toString())) {
                    Files.createSymbolicLink(clone.resolve(name), entry);
                }
            }
        }
        try (Stream<Path> routes = Files.walk(root.resolve("routes"))) {
            routes.forEach(file -> copy(file, clone.resolve(root.relativize(file))));
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
