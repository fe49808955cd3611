package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wasm.engine.GuestImport;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The page that says what this host has of the ABI: of what the host says about itself, and of tests that there are. */
class ConformancePageTest {
    private static final Path PAGE = Path.of("../docs/reference/proxy-wasm.md");
    private static final String REWRITE =
            "./mvnw test -pl wasm-host -am -Dtest=ConformancePageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtrestle.write=true";
    private static final List<String> VERSIONS = List.of("0.1.0", "0.2.0", "0.2.1", "0_2_100");
    private static final Set<String> ENTRIES = Set.of("_initialize", "main", "_start");
    private static final String NONE = "-";

    private final Map<String, List<Row>> sections = sections();
    private final Map<String, String> parameters = HostTable.ALL.offered().stream()
            .collect(Collectors.toMap(
                    GuestImport::name, each -> each.signature().params(), (one, other) -> one, LinkedHashMap::new));

    /**
     * One callback or function.
     *
     * @param versions the first and the last version that has it, {@code 0.1.0..}; or who else has it
     */
    private record Row(String name, String versions, List<String> tests, String difference) {
        boolean isIn(String version) {
            int dots = versions.indexOf("..");
            if (dots < 0) {
                return versions.equals("Higress") && version.equals("0_2_100");
            }
            String last = versions.substring(dots + 2);
            int at = VERSIONS.indexOf(version);
            return VERSIONS.indexOf(versions.substring(0, dots)) <= at
                    && (last.isEmpty() || at <= VERSIONS.indexOf(last));
        }
    }

    @Test
    void page_isCurrent() throws IOException {
        String written = page();
        if (Boolean.getBoolean("trestle.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(PAGE).as("it is rewritten by: %s", REWRITE).content().isEqualTo(written);
    }

    @Test
    void everythingThatIsThere_hasARow_andATest() {
        Set<String> expected = new TreeSet<>(parameters.keySet());
        expected.addAll(Callbacks.names());
        expected.addAll(ENTRIES);
        assertThat(rows().filter(row -> !row.tests().isEmpty()).map(Row::name))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void whatHasNoTest_isNotThere() {
        assertThat(rows().filter(row -> row.tests().isEmpty()).map(Row::name))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .noneMatch(name ->
                        parameters.containsKey(name) || Callbacks.names().contains(name));
    }

    @Test
    void everyTestThatIsNamed_isOne() {
        assertThat(rows().flatMap(row -> row.tests().stream()).distinct())
                .allSatisfy(name -> assertThat(isTest(name)).as(name).isTrue());
    }

    private static boolean isTest(String name) {
        int dot = name.indexOf('.');
        try {
            Class<?> type = Class.forName(ConformancePageTest.class.getPackageName() + "." + name.substring(0, dot));
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name.substring(dot + 1)))
                    .anyMatch(ConformancePageTest::isTest);
        } catch (ClassNotFoundException none) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    private Stream<Row> rows() {
        return sections.values().stream().flatMap(List::stream);
    }

    private String page() {
        StringBuilder page = new StringBuilder();
        page.append("""
                <!-- Generated from the code; a test keeps it current. -->

                # proxy-wasm: what there is

                The [ABI](https://github.com/proxy-wasm/spec) by its versions, with Higress' dialect `0_2_100`. A module says which one it was built
                for by an export `proxy_abi_version_...`; without one it is refused. Every function that stands here as *there* is there for
                modules of all versions. A function that is not there, or that a module declares with other parameters, does not keep the module
                from loading: it answers UNIMPLEMENTED (12), of WASI NOSYS (52). `trestle wasm inspect` says which of a module's imports these are.

                Everywhere: a pointer or length beyond the guest's memory is INVALID_MEMORY_ACCESS (6), of WASI FAULT (21); what a guest asks for in a
                callback (resume, close, reply) is done once it has returned; a guest is never called while it runs, but for its allocator.

                The tests are those of `wasm-host`. Types: `i` and `I` for integers of 32 and 64 bits; a function's result is a status.
                """);
        sections.forEach((title, rows) -> {
            boolean isCallback = title.equals("Callbacks");
            page.append("\n## ").append(title).append('\n').append(intro(title)).append('\n');
            page.append(isCallback ? "| callback " : "| function | parameters ");
            VERSIONS.forEach(version -> page.append("| ").append(version).append(' '));
            page.append("| here | proven by | difference to Envoy |\n");
            page.append("| --- ".repeat(VERSIONS.size() + (isCallback ? 4 : 5))).append("|\n");
            rows.forEach(row -> page.append(line(row, isCallback)));
        });
        return page.toString();
    }

    private static String intro(String title) {
        return switch (title) {
            case "Callbacks" -> "\nWhat the host calls, where a module exports it.\n";
            case "Functions" -> "\nIn the module `env`.\n";
            default ->
                "\nIn the modules `wasi_snapshot_preview1` and `wasi_unstable`: what language runtimes want in order to start.\n";
        };
    }

    private String line(Row row, boolean isCallback) {
        List<String> cells = new ArrayList<>();
        cells.add("`" + row.name() + "`");
        if (!isCallback) {
            String params = parameters.getOrDefault(row.name(), "");
            cells.add(params.isEmpty() ? "" : "`" + params + "`");
        }
        VERSIONS.forEach(version -> cells.add(row.isIn(version) ? "yes" : ""));
        cells.add(row.tests().isEmpty() ? "**not there**" : "there");
        cells.add(row.tests().stream().map(test -> "`" + test + "`").collect(Collectors.joining("<br>")));
        cells.add(row.difference().equals(NONE) ? "" : row.difference());
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static Map<String, List<Row>> sections() {
        Map<String, List<Row>> sections = new LinkedHashMap<>();
        List<Row> current = List.of();
        for (String line : text().lines().toList()) {
            if (line.startsWith("[")) {
                current = new ArrayList<>();
                sections.put(line.substring(1, line.length() - 1), current);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] cells = line.split(" \\| ", 4);
                List<String> tests = cells[2].equals(NONE) ? List.of() : List.of(cells[2].split(" "));
                current.add(new Row(cells[0], cells[1], tests, cells[3]));
            }
        }
        return sections;
    }

    private static String text() {
        try (InputStream in =
                Objects.requireNonNull(ConformancePageTest.class.getResourceAsStream("/conformance.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }
}
