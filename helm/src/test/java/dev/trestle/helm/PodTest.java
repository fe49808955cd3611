package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the pods are, whatever the values. */
class PodTest {
    private static final String CONTAINER = "/spec/template/spec/containers/0";

    static List<Path> sets() {
        return Chart.sets();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void pods_mayDoNothingBeyondTheirOwnFiles(Path set) {
        pods(set).forEach(pod -> {
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString())
                    .isEqualTo("RuntimeDefault");
            assertThat(pod.at("/hostNetwork").isMissingNode()).isTrue();
            containers(pod).forEach(container -> {
                JsonNode security = container.path("securityContext");
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.at("/capabilities").toString()).isEqualTo("{\"drop\":[\"ALL\"]}");
            });
        });
    }

    @ParameterizedTest
    @MethodSource("sets")
    void mounts_areDirectoriesOfVolumesThatAreThere_andOnlyTmpIsWritten(Path set) {
        pods(set).forEach(pod -> {
            List<String> volumes = each(pod.at("/volumes"), "name");
            assertThat(volumes).doesNotHaveDuplicates();
            containers(pod).filter(each -> each.has("volumeMounts")).forEach(container -> {
                JsonNode mounts = container.path("volumeMounts");
                assertThat(each(mounts, "name")).containsExactlyElementsOf(volumes);
                assertThat(each(mounts, "mountPath")).doesNotHaveDuplicates();
                assertThat(mounts.valueStream().filter(each -> each.has("subPath")))
                        .isEmpty();
                assertThat(mounts.valueStream()
                                .filter(each -> !each.path("readOnly").asBoolean(false)))
                        .extracting(each -> each.path("mountPath").asString())
                        .containsExactly("/tmp");
            });
        });
    }

    @ParameterizedTest
    @MethodSource("sets")
    void probes_askTheManagementPort(Path set) {
        Manifest deployment = Chart.template(set).only("Deployment");
        List<String> arguments = arguments(deployment);
        JsonNode container = deployment.at(CONTAINER);
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/port").asString()).isEqualTo("management");
        }
        assertThat(container.at("/livenessProbe/httpGet/path").asString()).isEqualTo("/actuator/health/liveness");
        assertThat(container.at("/readinessProbe/httpGet/path").asString()).isEqualTo("/actuator/health/readiness");
        assertThat(arguments)
                .contains("--management-host=0.0.0.0", "--management-port=" + port(container, "management"))
                .contains("--port=" + port(container, "http"));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void arguments_areThoseOfTheProgram(Path set) throws IOException {
        String reference = Files.readString(Path.of("../docs/reference/command-line.md"));
        String run = reference.substring(reference.indexOf("## trestle run"), reference.indexOf("## trestle check"));
        List<String> arguments = arguments(Chart.template(set).only("Deployment"));
        assertThat(arguments.getFirst()).isEqualTo("run");
        assertThat(arguments.subList(1, arguments.size()))
                .allSatisfy(argument ->
                        assertThat(run).contains("| `" + argument.substring(0, argument.indexOf('=')) + " "));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void stop_hasTimeForLoadBalancersAndTheDrain(Path set) {
        Manifest deployment = Chart.template(set).only("Deployment");
        int drain = arguments(deployment).stream()
                .filter(argument -> argument.startsWith("--drain-timeout="))
                .mapToInt(argument -> Integer.parseInt(argument.substring(argument.indexOf('=') + 1)))
                .sum();
        int sleep =
                deployment.at(CONTAINER + "/lifecycle/preStop/sleep/seconds").asInt(0);
        assertThat(deployment
                        .at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .isGreaterThanOrEqualTo(sleep + drain + 5);
    }

    @Test
    void routes_changeWithoutTouchingThePods() {
        Path set = Chart.set("smallest");
        Manifests before = Chart.template(set);
        Manifests after = Chart.template(set, "routes.files={more.yaml: 'routes: []'}");
        assertThat(after.only("ConfigMap")).isNotEqualTo(before.only("ConfigMap"));
        assertThat(after.only("Deployment")).isEqualTo(before.only("Deployment"));
    }

    @Test
    void extraVolumes_areConfigMapsClaimsAndImages() {
        Manifest deployment = Chart.template(Chart.set("everything")).only("Deployment");
        assertThat(deployment.at("/spec/template/spec/volumes").toString())
                .contains(
                        "{\"name\":\"extra-idl\",\"configMap\":{\"name\":\"idl-files\"}}",
                        "{\"name\":\"extra-wasm\",\"persistentVolumeClaim\":{\"claimName\":\"wasm-modules\",\"readOnly\":true}}",
                        "{\"name\":\"extra-codecs\",\"image\":{\"reference\":\"registry.example.com/codecs:1.2\",\"pullPolicy\":\"IfNotPresent\"}}",
                        "{\"name\":\"secret-edge-tls\",\"secret\":{\"secretName\":\"edge-tls\",\"optional\":false,\"defaultMode\":288}}");
    }

    private static List<String> arguments(Manifest deployment) {
        return deployment
                .at(CONTAINER + "/args")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static int port(JsonNode container, String name) {
        return container
                .path("ports")
                .valueStream()
                .filter(port -> port.path("name").asString().equals(name))
                .mapToInt(port -> port.path("containerPort").asInt())
                .sum();
    }

    private static Stream<JsonNode> pods(Path set) {
        Manifests all = Chart.templateWithHooks(set);
        return Stream.of(
                all.only("Deployment").at("/spec/template/spec"),
                all.only("Pod").at("/spec"));
    }

    private static Stream<JsonNode> containers(JsonNode pod) {
        return Stream.of("containers", "initContainers")
                .flatMap(key -> pod.path(key).valueStream());
    }

    private static List<String> each(JsonNode list, String key) {
        return list.valueStream().map(item -> item.path(key).asString()).toList();
    }
}
