package dev.trestle.helm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong value is refused before anything is installed, and the message says which one. */
class WrongValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        replicaCount=many                                       | /replicaCount
        replicaCount=null                                       | replicaCount
        replicas=3                                              | 'replicas'
        image.repository=https://x/y                            | /image/repository
        image.digest=latest                                     | /image/digest
        image.pullPolicy=Sometimes                              | /image/pullPolicy
        routes.files={a/b.yaml: 'routes: []'}                   | a/b.yaml
        routes.files={shop.yaml: {routes: []}}                  | /routes/files/shop.yaml
        secrets=[{secret: x}]                                   | /secrets/0
        env={1X: a}                                             | 1X
        env={JDK_JAVA_OPTIONS: -Xmx1g}                          | JDK_JAVA_OPTIONS
        env={PORT: 8080}                                        | /env/PORT
        gateway.accessLog=some                                  | /gateway/accessLog
        gateway.otlpEndpoint=collector:4318                     | /gateway/otlpEndpoint
        gateway.traceSample=0                                   | /gateway/traceSample
        gateway.drainTimeoutSeconds=30s                         | /gateway/drainTimeoutSeconds
        podSecurity.runAsUser=0                                 | /podSecurity/runAsUser
        podSecurity.privileged=true                             | 'privileged'
        resources.limits={memory: lots}                         | /resources/limits/memory
        probes.readiness.periodSeconds=0                        | /probes/readiness/periodSeconds
        service.type=Loadbalancer                               | /service/type
        ports.http=80                                           | /ports/http
        ports.extra=[{name: http, containerPort: 8443, servicePort: 8443}] | /ports/extra/0/name
        podDisruptionBudget.maxUnavailable=120%                 | /podDisruptionBudget/maxUnavailable
        antiAffinity=true                                       | /antiAffinity
        networkPolicy.clients=[{}]                              | /networkPolicy/clients/0
        ingress.hosts=[{host: 'http://x'}]                      | /ingress/hosts/0/host
        httpRoute.paths=[]                                      | /httpRoute/paths
        serviceMonitor.interval=often                           | /serviceMonitor/interval
        extraVolumes=[{name: a, mountPath: /x}]                 | /extraVolumes/0
        extraVolumes=[{name: a, mountPath: /x, configMap: c, persistentVolumeClaim: p}] | /extraVolumes/0
        extraVolumes=[{name: a, mountPath: /etc/trestle/routes, configMap: c}] | /extraVolumes/0/mountPath
        test.path=v1                                            | /test/path
        """)
    void schema_namesTheValue(String change, String named) {
        assertThat(Chart.refusal(Chart.set("smallest"), change))
                .startsWith("values don't meet the specifications of the schema")
                .contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        image.repository=''                                     | image.repository: empty (expected: where your image is
        routes.existingConfigMap=mine                           | routes.existingConfigMap: mine (expected: empty, as routes.files is set
        terminationGracePeriodSeconds=39                        | terminationGracePeriodSeconds: 39 (expected: at least 40 = preStopSeconds 5 + gateway.drainTimeoutSeconds 30 + 5
        gateway.drainTimeoutSeconds=36                          | terminationGracePeriodSeconds: 45 (expected: at least 46
        preStopSeconds=11                                       | terminationGracePeriodSeconds: 45 (expected: at least 46
        autoscaling={enabled: true, maxReplicas: 1}             | autoscaling.maxReplicas: 1 (expected: at least autoscaling.minReplicas, 2)
        autoscaling={enabled: true, cpuUtilization: 0}          | autoscaling.cpuUtilization: 0 (expected: more than 0, or autoscaling.requestsPerSecond.perPod
        podDisruptionBudget={minAvailable: 1}                   | podDisruptionBudget.minAvailable: 1 (expected: exactly one of minAvailable and maxUnavailable
        podDisruptionBudget={minAvailable: 2, maxUnavailable: null} | podDisruptionBudget.minAvailable: 2 (expected: less than the 2 replicas
        ports.management=8080                                   | ports.management: 8080 (expected: a port that nothing else of ports has)
        ports.extra=[{name: a, containerPort: 9901, servicePort: 1}] | ports.extra[].containerPort: 9901 (expected
        extraVolumes=[{name: a, mountPath: /x, configMap: c}, {name: a, mountPath: /y, configMap: c}] | extraVolumes[].name: a (expected: each name once)
        ingress.enabled=true                                    | ingress.hosts: empty (expected: at least one host
        httpRoute.enabled=true                                  | httpRoute.parentRefs: empty (expected: the Gateway to attach to
        """)
    void contradictions_nameTheValue_andWhatWasExpected(String change, String message) {
        assertThat(Chart.refusal(Chart.set("smallest"), change)).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {}                  | routes.files: empty (expected: at least one file
        {idl.thrift: 'a'}   | routes.files: idl.thrift (expected: at least one name that ends in .yaml)
        """)
    void routes_mustBeThere(String files, String message) {
        assertThat(Chart.refusal(Chart.set("plain"), "routes.existingConfigMap=''", "routes.files=" + files))
                .contains(message);
    }

    @Test
    void routes_mustFitIntoAConfigMap() {
        String large = "x".repeat(600_000);
        assertThat(Chart.refusal(Chart.set("smallest"), "routes.files={a.yaml: " + large + ", b.yaml: " + large + "}"))
                .contains("routes.files: 1200")
                .contains("(expected: at most 1000000")
                .hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @CsvSource({"60, 30, 0", "40, 30, 5", "5, 0, 0"})
    void stop_isTaken_whenItAddsUp(int grace, int drain, int preStop) {
        assertThat(Chart.refusal(
                        Chart.set("smallest"),
                        "terminationGracePeriodSeconds=" + grace,
                        "gateway.drainTimeoutSeconds=" + drain,
                        "preStopSeconds=" + preStop))
                .startsWith("taken");
    }
}
