package dev.trestle.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Readers who follow a link arrive. */
class PageLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]*)(?:#([^)\\s]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    static List<Path> pages() {
        return PageMarksTest.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void link_leadsToAFileAndAHeadingThatAreThere(Path page) {
        for (MatchResult link : LINK.matcher(Repository.read(page)).results().toList()) {
            if (link.group(1).contains("://")) {
                continue;
            }
            Path target = link.group(1).isEmpty()
                    ? page
                    : page.resolveSibling(link.group(1)).normalize();
            assertThat(target).as(link.group()).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as(link.group()).contains(link.group(2));
            }
        }
    }

    /** As GitHub makes them: lower case, blanks as hyphens, everything else that is no word left out. */
    private static List<String> anchors(Path page) {
        return HEADING.matcher(Repository.read(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
