package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every rendering is what Kubernetes takes. */
class ChartTest {
    static List<Path> sets() {
        return Chart.sets();
    }

    @Test
    void lint_findsNothing() {
        LintResult lint = Chart.lint();
        assertThat(lint.isFailed()).as(lint.getMessages().toString()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("sets")
    void manifests_areOfTheirKinds(Path set) {
        Manifests rendered = Chart.templateWithHooks(set);
        assertThat(rendered.kinds()).contains("Deployment", "Service", "Pod");
        rendered.list()
                .forEach(manifest -> assertThatCode(() -> ApiSchema.validate(manifest))
                        .as(manifest + " " + manifest.json())
                        .doesNotThrowAnyException());
    }

    @Test
    void everything_isEveryKind() {
        assertThat(Chart.templateWithHooks(Chart.set("everything")).kinds())
                .containsExactly(
                        "ConfigMap",
                        "Deployment",
                        "HTTPRoute",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "NetworkPolicy",
                        "Pod",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "Role",
                        "RoleBinding",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor");
    }

    @Test
    void test_isAHook_andNoPartOfAnInstallation() throws IOException {
        assertThat(Chart.template(Chart.set("smallest")).kinds())
                .contains("Deployment")
                .doesNotContain("Pod");
        assertThat(Chart.HOME.resolve("templates/tests/reach.yaml")).content().contains("helm.sh/hook: test\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiVersion: apps/v1, kind: Deployment, spec: {replica: 1}}",
                "{apiVersion: apps/v1, kind: Deployment, spec: {selector: {}, template: {spec: {containers: [{image: a}]}}}}",
                "{apiVersion: v1, kind: Service, spec: {ports: [{port: http}]}}",
                "{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, spec: {rules: [{match: []}]}}",
                "{apiVersion: monitoring.coreos.com/v1, kind: ServiceMonitor, spec: {endpoints: [{prot: http}]}}",
                "{apiVersion: apps/v1beta1, kind: Deployment}"
            })
    void schema_seesWhatIsWrong(String wrong) {
        Manifest manifest = Manifests.parse(wrong).list().getFirst();
        assertThatThrownBy(() -> ApiSchema.validate(manifest)).isNotNull();
    }
}
