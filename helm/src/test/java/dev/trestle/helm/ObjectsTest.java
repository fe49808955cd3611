package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is around the pods finds them, and each other. */
class ObjectsTest {
    private static final String LABELS = "/metadata/labels";

    static List<Path> sets() {
        return Chart.sets();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void names_areWhatKubernetesTakes(Path set) {
        Chart.templateWithHooks(set).list().forEach(manifest -> {
            assertThat(manifest.name()).matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
            manifest.texts(LABELS)
                    .values()
                    .forEach(label -> assertThat(label).matches("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?"));
        });
    }

    @ParameterizedTest
    @MethodSource("sets")
    void selectors_findThePods_andNotTheTest(Path set) {
        Manifests all = Chart.templateWithHooks(set);
        Manifest deployment = all.only("Deployment");
        Map<String, String> pod = deployment.texts("/spec/template/metadata/labels");
        Map<String, String> selector = deployment.texts("/spec/selector/matchLabels");
        assertThat(pod).containsAllEntriesOf(selector);
        assertThat(all.only("Pod").texts(LABELS).entrySet().containsAll(selector.entrySet()))
                .isFalse();
        all.all("Service")
                .forEach(service -> assertThat(service.texts("/spec/selector")).isEqualTo(selector));
        all.all("PodDisruptionBudget")
                .forEach(budget ->
                        assertThat(budget.texts("/spec/selector/matchLabels")).isEqualTo(selector));
        all.all("NetworkPolicy")
                .forEach(policy -> assertThat(policy.texts("/spec/podSelector/matchLabels"))
                        .isEqualTo(selector));
        deployment
                .at("/spec/template/spec/topologySpreadConstraints")
                .forEach(spread -> assertThat(new Manifest(spread).texts("/labelSelector/matchLabels"))
                        .isEqualTo(selector));
    }

    @ParameterizedTest
    @MethodSource("sets")
    void ports_areThoseOfTheContainer(Path set) {
        Manifests all = Chart.template(set);
        List<String> ports = all.only("Deployment").each("/spec/template/spec/containers/0/ports", "name");
        assertThat(ports).doesNotHaveDuplicates().allMatch(name -> name.length() <= 15);
        all.all("Service").forEach(service -> assertThat(ports).containsAll(service.each("/spec/ports", "targetPort")));
        assertThat(all.all("Service").flatMap(service -> service.each("/spec/ports", "targetPort").stream()))
                .containsExactlyInAnyOrderElementsOf(ports);
        all.all("NetworkPolicy")
                .flatMap(policy -> policy.at("/spec/ingress").valueStream())
                .forEach(rule -> assertThat(ports).containsAll(new Manifest(rule).each("/ports", "port")));
    }

    @Test
    void management_isNotOnTheServiceThatTheWorldSees() {
        Manifests all = Chart.template(Chart.set("everything"));
        assertThat(all.named("Service", "edge").each("/spec/ports", "name")).containsExactly("http", "https");
        assertThat(all.named("Service", "-management").at("/spec/clusterIP").asString())
                .isEqualTo("None");
    }

    @Test
    void serviceMonitor_scrapesTheManagementServiceAlone() {
        Manifests all = Chart.template(Chart.set("everything"));
        Map<String, String> wanted = all.only("ServiceMonitor").texts("/spec/selector/matchLabels");
        assertThat(all.all("Service")
                        .filter(service -> service.texts(LABELS).entrySet().containsAll(wanted.entrySet())))
                .singleElement()
                .satisfies(service -> assertThat(service.each("/spec/ports", "name"))
                        .isEqualTo(all.only("ServiceMonitor").each("/spec/endpoints", "port")));
        assertThat(all.only("ServiceMonitor").texts(LABELS)).containsEntry("release", "prometheus");
    }

    @Test
    void ingressAndHttpRoute_leadToTheService() {
        Manifests all = Chart.template(Chart.set("everything"));
        Manifest service = all.named("Service", "edge");
        JsonNode backend = all.only("Ingress").at("/spec/rules/0/http/paths/0/backend/service");
        assertThat(backend.path("name").asString()).isEqualTo(service.name());
        assertThat(service.each("/spec/ports", "name"))
                .contains(backend.at("/port/name").asString());
        JsonNode reference = all.only("HTTPRoute").at("/spec/rules/0/backendRefs/0");
        assertThat(reference.path("name").asString()).isEqualTo(service.name());
        assertThat(service.each("/spec/ports", "port"))
                .contains(reference.path("port").asString());
    }

    @Test
    void autoscaling_ownsTheReplicas_andScalesByWhatWasAsked() {
        Manifests both = Chart.template(Chart.set("everything"));
        assertThat(both.only("Deployment").at("/spec/replicas").isMissingNode()).isTrue();
        assertThat(both.only("HorizontalPodAutoscaler")
                        .at("/spec/scaleTargetRef/name")
                        .asString())
                .isEqualTo(both.only("Deployment").name());
        assertThat(both.only("HorizontalPodAutoscaler").each("/spec/metrics", "type"))
                .containsExactly("Resource", "Pods");
        Manifest requests = Chart.template(Chart.set("requests")).only("HorizontalPodAutoscaler");
        assertThat(requests.at("/spec/metrics").toString())
                .isEqualTo("[{\"type\":\"Pods\",\"pods\":{\"metric\":{\"name\":\"edge_rps\"},"
                        + "\"target\":{\"type\":\"AverageValue\",\"averageValue\":\"2000\"}}}]");
    }

    @Test
    void endpointSlices_mayBeReadOnlyWhenAskedFor() {
        Manifests without = Chart.template(Chart.set("smallest"));
        assertThat(without.kinds()).doesNotContain("Role", "RoleBinding");
        assertThat(token(without)).isFalse();
        Manifests with = Chart.template(Chart.set("everything"));
        assertThat(with.all("Role").map(role -> role.at("/metadata/namespace").asString()))
                .containsExactly("shop", "backend", "orders");
        assertThat(with.all("Role"))
                .allSatisfy(role -> assertThat(role.at("/rules").toString())
                        .isEqualTo("[{\"apiGroups\":[\"discovery.k8s.io\"],\"resources\":[\"endpointslices\"],"
                                + "\"verbs\":[\"get\",\"list\",\"watch\"]}]"));
        assertThat(with.all("RoleBinding"))
                .allSatisfy(binding -> assertThat(binding.each("/subjects", "name"))
                        .containsExactly(with.only("ServiceAccount").name()));
        assertThat(token(with)).isTrue();
    }

    @Test
    void networkPolicy_letsInWhoWasNamed_andTheTest() {
        Manifest open = Chart.template(Chart.set("smallest")).only("NetworkPolicy");
        assertThat(open.at("/spec/ingress/0").has("from")).isFalse();
        assertThat(open.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\"]");
        Manifest closed = Chart.template(Chart.set("everything")).only("NetworkPolicy");
        assertThat(closed.at("/spec/ingress/0/from")).hasSize(2);
        assertThat(closed.at("/spec/ingress/1/from").toString())
                .contains("monitoring", "\"app.kubernetes.io/component\":\"test\"");
        assertThat(closed.at("/spec/egress/0/ports").toString()).contains("{\"protocol\":\"UDP\",\"port\":53}");
        assertThat(closed.at("/spec/egress/1/to/0/ipBlock/cidr").asString()).isEqualTo("10.0.0.0/8");
    }

    private static boolean token(Manifests all) {
        return all.only("Deployment")
                .at("/spec/template/spec/automountServiceAccountToken")
                .asBoolean();
    }
}
