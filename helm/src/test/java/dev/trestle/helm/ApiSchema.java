package dev.trestle.helm;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Role;
import io.kubernetes.client.openapi.models.V1RoleBinding;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.io.IOException;
import java.util.Map;

/**
 * What an API server would refuse in an object: a field the kind does not have, a field of another type, a required one that is
 * absent. The models come from the API's own description; those of the foreign kinds do not know what is required.
 */
final class ApiSchema {
    private static final Map<String, Reader> READERS = Map.ofEntries(
            Map.entry("v1/ConfigMap", kubernetes(V1ConfigMap::validateJsonElement, V1ConfigMap.class)),
            Map.entry("v1/Pod", kubernetes(V1Pod::validateJsonElement, V1Pod.class)),
            Map.entry("v1/Service", kubernetes(V1Service::validateJsonElement, V1Service.class)),
            Map.entry("v1/ServiceAccount", kubernetes(V1ServiceAccount::validateJsonElement, V1ServiceAccount.class)),
            Map.entry("apps/v1/Deployment", kubernetes(V1Deployment::validateJsonElement, V1Deployment.class)),
            Map.entry(
                    "autoscaling/v2/HorizontalPodAutoscaler",
                    kubernetes(V2HorizontalPodAutoscaler::validateJsonElement, V2HorizontalPodAutoscaler.class)),
            Map.entry("networking.k8s.io/v1/Ingress", kubernetes(V1Ingress::validateJsonElement, V1Ingress.class)),
            Map.entry(
                    "networking.k8s.io/v1/NetworkPolicy",
                    kubernetes(V1NetworkPolicy::validateJsonElement, V1NetworkPolicy.class)),
            Map.entry(
                    "policy/v1/PodDisruptionBudget",
                    kubernetes(V1PodDisruptionBudget::validateJsonElement, V1PodDisruptionBudget.class)),
            Map.entry("rbac.authorization.k8s.io/v1/Role", kubernetes(V1Role::validateJsonElement, V1Role.class)),
            Map.entry(
                    "rbac.authorization.k8s.io/v1/RoleBinding",
                    kubernetes(V1RoleBinding::validateJsonElement, V1RoleBinding.class)),
            Map.entry("gateway.networking.k8s.io/v1/HTTPRoute", foreign(HTTPRoute.class)),
            Map.entry("monitoring.coreos.com/v1/PrometheusRule", foreign(PrometheusRule.class)),
            Map.entry("monitoring.coreos.com/v1/ServiceMonitor", foreign(ServiceMonitor.class)));

    private ApiSchema() {}

    private interface Reader {
        void read(String json) throws IOException;
    }

    private interface Validator {
        void validate(JsonElement json) throws IOException;
    }

    /** Throws what is wrong with {@code manifest}. */
    static void validate(Manifest manifest) throws IOException {
        String key = manifest.at("/apiVersion").asString() + "/" + manifest.kind();
        Reader reader = READERS.get(key);
        if (reader == null) {
            throw new AssertionError(key + ": no schema (expected: one of " + READERS.keySet() + ")");
        }
        reader.read(manifest.json().toString());
    }

    private static Reader kubernetes(Validator validator, Class<?> model) {
        return json -> {
            validator.validate(JsonParser.parseString(json));
            // The validator looks at names; reading looks at the types of numbers and flags.
            JSON.deserialize(json, model);
        };
    }

    private static Reader foreign(Class<?> model) {
        ObjectMapper mapper = new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true);
        return json -> {
            JsonNode given = mapper.readTree(json);
            // An unknown field is kept aside by these models; it comes back, but under no getter.
            Unknown.fields(mapper.treeToValue(given, model)).forEach(field -> {
                throw new IllegalArgumentException(field + ": no field of " + model.getSimpleName());
            });
        };
    }
}
