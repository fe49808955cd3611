package dev.trestle.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.Repository;
import dev.trestle.bridge.http.Failure;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever wakes an operator stands on one page. */
class TroubleshootingTest {
    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    private final String page = Repository.read(Repository.root().resolve("docs/guide/troubleshooting.md"));

    @Test
    void page_namesEveryFailureOfTheServicesAndTheGateway() {
        assertThat(Arrays.stream(Failure.values())
                        .filter(failure -> failure.status() >= 500)
                        .map(Failure::code))
                .hasSizeGreaterThan(10)
                .allSatisfy(code -> assertThat(page).contains("`" + code + "`"));
    }

    @Test
    void page_namesEveryAlert() {
        Matcher alerts = ALERT.matcher(Repository.read(Repository.root().resolve("helm/trestle/alerts/trestle.yaml")));
        assertThat(alerts.results().map(alert -> alert.group(1)))
                .hasSizeGreaterThan(5)
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
