{{/* What a schema cannot say: values that contradict each other. Included once, by the Deployment. */}}
{{- define "trestle.checks" -}}
{{- if not .Values.image.repository -}}
{{- fail "image.repository: empty (expected: where your image is, such as registry.example.com/team/trestle)" -}}
{{- end -}}
{{- if and .Values.routes.files .Values.routes.existingConfigMap -}}
{{- fail (printf "routes.existingConfigMap: %s (expected: empty, as routes.files is set; one of the two)" .Values.routes.existingConfigMap) -}}
{{- end -}}
{{- if not (or .Values.routes.files .Values.routes.existingConfigMap) -}}
{{- fail "routes.files: empty (expected: at least one file, as --set-file routes.files.shop\\.yaml=shop.yaml, or routes.existingConfigMap)" -}}
{{- end -}}
{{- include "trestle.checkRoutes" . -}}
{{- include "trestle.checkStop" . -}}
{{- include "trestle.checkScaling" . -}}
{{- include "trestle.checkNames" . -}}
{{- end }}

{{- define "trestle.checkRoutes" -}}
{{- if .Values.routes.files -}}
{{- $size := 0 -}}
{{- $yaml := false -}}
{{- range $name, $text := .Values.routes.files -}}
{{- $size = add $size (len $name) (len $text) -}}
{{- if regexMatch "\\.ya?ml$" $name -}}{{- $yaml = true -}}{{- end -}}
{{- end -}}
{{- if not $yaml -}}
{{- fail (printf "routes.files: %s (expected: at least one name that ends in .yaml)" (keys .Values.routes.files | sortAlpha | join ", ")) -}}
{{- end -}}
{{- if gt $size 1000000 -}}
{{- fail (printf "routes.files: %d bytes (expected: at most 1000000, what a ConfigMap holds; mount larger files with extraVolumes)" $size) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "trestle.checkStop" -}}
{{- /* The program ends at most 5 s after its drain timeout. */ -}}
{{- $needed := add .Values.preStopSeconds .Values.gateway.drainTimeoutSeconds 5 -}}
{{- if lt (int .Values.terminationGracePeriodSeconds) (int $needed) -}}
{{- fail (printf "terminationGracePeriodSeconds: %d (expected: at least %d = preStopSeconds %d + gateway.drainTimeoutSeconds %d + 5, else requests in flight are cut off)" (int .Values.terminationGracePeriodSeconds) (int $needed) (int .Values.preStopSeconds) (int .Values.gateway.drainTimeoutSeconds)) -}}
{{- end -}}
{{- end }}

{{- define "trestle.checkScaling" -}}
{{- $least := int .Values.replicaCount -}}
{{- if .Values.autoscaling.enabled -}}
{{- $least = int .Values.autoscaling.minReplicas -}}
{{- if lt (int .Values.autoscaling.maxReplicas) $least -}}
{{- fail (printf "autoscaling.maxReplicas: %d (expected: at least autoscaling.minReplicas, %d)" (int .Values.autoscaling.maxReplicas) $least) -}}
{{- end -}}
{{- if not (or .Values.autoscaling.cpuUtilization .Values.autoscaling.requestsPerSecond.perPod) -}}
{{- fail "autoscaling.cpuUtilization: 0 (expected: more than 0, or autoscaling.requestsPerSecond.perPod; nothing is left to scale by)" -}}
{{- end -}}
{{- if and .Values.autoscaling.cpuUtilization (not (dig "requests" "cpu" "" .Values.resources)) -}}
{{- fail "resources.requests.cpu: absent (expected: set, as autoscaling.cpuUtilization is a share of it)" -}}
{{- end -}}
{{- end -}}
{{- with .Values.podDisruptionBudget -}}
{{- if .enabled -}}
{{- $most := kindIs "invalid" .maxUnavailable -}}
{{- $few := kindIs "invalid" .minAvailable -}}
{{- if eq $most $few -}}
{{- fail (printf "podDisruptionBudget.minAvailable: %v (expected: exactly one of minAvailable and maxUnavailable; the other null)" .minAvailable) -}}
{{- end -}}
{{- if and (not $few) (not (kindIs "string" .minAvailable)) (ge (int .minAvailable) $least) -}}
{{- fail (printf "podDisruptionBudget.minAvailable: %d (expected: less than the %d replicas, else no node can be drained)" (int .minAvailable) $least) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "trestle.checkNames" -}}
{{- $ports := list (int .Values.ports.http) -}}
{{- range concat (list (dict "containerPort" .Values.ports.management "at" "ports.management")) .Values.ports.extra -}}
{{- if has (int .containerPort) $ports -}}
{{- fail (printf "%s: %d (expected: a port that nothing else of ports has)" (default "ports.extra[].containerPort" .at) (int .containerPort)) -}}
{{- end -}}
{{- $ports = append $ports (int .containerPort) -}}
{{- end -}}
{{- $names := list -}}
{{- range .Values.extraVolumes -}}
{{- if has .name $names -}}
{{- fail (printf "extraVolumes[].name: %s (expected: each name once)" .name) -}}
{{- end -}}
{{- $names = append $names .name -}}
{{- end -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.hosts) -}}
{{- fail "ingress.hosts: empty (expected: at least one host, as ingress.enabled is true)" -}}
{{- end -}}
{{- if and .Values.httpRoute.enabled (not .Values.httpRoute.parentRefs) -}}
{{- fail "httpRoute.parentRefs: empty (expected: the Gateway to attach to, as httpRoute.enabled is true)" -}}
{{- end -}}
{{- end }}
