package dev.trestle.app.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {
    private static final Path DIRECTORY = Repository.root().resolve("docs/reference");
    private static final Map<String, String> PAGES = Pages.all();

    /** The host of modules keeps its own page current, beside the tests that the page names. */
    private static final String ELSEWHERE = "proxy-wasm.md";

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]*))?\\)");

    static Set<String> pages() {
        return PAGES.keySet();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void page_isCurrent(String page) throws IOException {
        Repository.assertCurrent("docs/reference/" + page, PAGES.get(page));
    }

    @Test
    void directory_holdsThesePagesAndNoOther() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> !file.equals(ELSEWHERE)))
                    .hasSameElementsAs(pages());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_leadSomewhere(String page) {
        List<String> dead = new ArrayList<>();
        Matcher link = LINK.matcher(PAGES.get(page));
        while (link.find()) {
            String file = link.group(1).isEmpty() ? page : link.group(1);
            String target = PAGES.containsKey(file) ? PAGES.get(file) : "";
            boolean there = PAGES.containsKey(file) || Files.exists(DIRECTORY.resolve(file));
            if (!there || link.group(2) != null && !anchors(target).contains(link.group(2))) {
                dead.add(link.group());
            }
        }
        assertThat(dead).isEmpty();
    }

    private static Set<String> anchors(String page) {
        return page.lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> Page.anchor(line.substring(3)))
                .collect(Collectors.toSet());
    }
}
