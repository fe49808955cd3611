package dev.trestle.app.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of a Higress plugin's configuration, which its wrapper applies by what the gateway says of route, cluster and host. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HigressRulesIT {
    private HigressRig rig;

    /** One for all tests: what is dear is to compile the module. */
    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        rig = new HigressRig(directory);
    }

    @AfterAll
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "_match_route_: [shop]; rule",
                "_match_route_: [shelf]; global",
                "_match_route_prefix_: [sho]; rule",
                "_match_route_prefix_: [she]; global",
                "_match_domain_: [127.0.0.1]; rule",
                "_match_domain_: ['*.0.1']; rule",
                "_match_domain_: ['127.*']; rule",
                "_match_domain_: [example.com]; global",
                "_match_service_: [web]; rule",
                "_match_service_: [other]; global",
                "_match_route_: [shop], _match_service_: [web]; rule",
                "_match_route_: [shop], _match_service_: [other]; global"
            })
    void rule_isFound_byWhatItMatches(String match, String expected) throws Exception {
        rig.serve("", "{ greeting: global, region: eu, _rules_: [{ " + match + ", greeting: rule }] }");
        assertThat(rig.ask("facts").body()).contains("\"greeting\":\"" + expected + "\"");
    }

    @Test
    void rule_standsAlone_whereThePluginDoesNotMerge() throws Exception {
        rig.serve("", "{ greeting: global, region: eu, _rules_: [{ _match_route_: [shop], greeting: rule }] }");
        assertThat(rig.ask("facts").body()).contains("\"greeting\":\"rule\"", "\"region\":\"\"");
        assertThat(rig.send("/shelf/1", "", "facts").body()).contains("\"greeting\":\"global\"", "\"region\":\"eu\"");
    }

    @Test
    void rule_isLaidOverTheGlobalConfiguration_whereThePluginMerges() throws Exception {
        rig.serve(
                "",
                "{ style: override, greeting: global, region: eu, _rules_: [{ _match_route_: [shop], greeting: rule }] }");
        assertThat(rig.ask("facts").body()).contains("\"greeting\":\"rule\"", "\"region\":\"eu\"");
    }

    @Test
    void plugin_doesNothing_whereNoRuleMatchesAndThereIsNoOtherConfiguration() throws Exception {
        rig.serve("", "{ _rules_: [{ _match_route_: [shop], greeting: rule }] }");
        assertThat(rig.ask("answer").statusCode()).isEqualTo(418);
        assertThat(rig.send("/shelf/1", "", "answer").statusCode()).isEqualTo(200);
    }

    @Test
    void configuration_isRefused_whenThePluginRefusesIt() {
        assertThat(rig.check("{ broken: true }"))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.toString()).contains("proxy_on_configure answered false"));
    }

    @Test
    void ruleThatIsRefused_costsItselfAlone_whereThePluginSaysSo() throws Exception {
        rig.serve(
                "",
                "{ style: isolated, greeting: global, _rules_: [{ _match_route_: [shop], broken: true }, "
                        + "{ _match_route_: [shelf], greeting: rule }] }");
        assertThat(rig.ask("facts").body()).contains("\"greeting\":\"global\"");
        assertThat(rig.send("/shelf/1", "", "facts").body()).contains("\"greeting\":\"rule\"");
    }
}
