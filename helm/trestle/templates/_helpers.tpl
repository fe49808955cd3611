{{/* The short name, at most 63 characters as a label allows. */}}
{{- define "trestle.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end }}

{{/* The name of everything installed. 40 characters leave room for the endings. */}}
{{- define "trestle.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "trestle.name" . -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "trestle.selectorLabels" -}}
app.kubernetes.io/name: {{ include "trestle.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: gateway
{{- end }}

{{- define "trestle.labels" -}}
{{- $own := include "trestle.selectorLabels" . | fromYaml -}}
{{- $chart := dict
  "app.kubernetes.io/version" (.Chart.AppVersion | trunc 63)
  "app.kubernetes.io/managed-by" .Release.Service
  "helm.sh/chart" (printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63) -}}
{{- /* What the chart needs to find its pods wins over what somebody wishes. */ -}}
{{- toYaml (merge $own $chart (deepCopy .Values.commonLabels)) -}}
{{- end }}

{{- define "trestle.serviceAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- default (include "trestle.fullname" .) .Values.serviceAccount.name -}}
{{- else -}}
{{- default "default" .Values.serviceAccount.name -}}
{{- end -}}
{{- end }}

{{- define "trestle.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "trestle.routesConfigMap" -}}
{{- default (printf "%s-routes" (include "trestle.fullname" .)) .Values.routes.existingConfigMap -}}
{{- end }}

{{/* What every container of the chart may do: nothing beyond its own files. Not a value: nothing here needs more. */}}
{{- define "trestle.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop: [ALL]
{{- end }}

{{- define "trestle.podSecurity" -}}
runAsNonRoot: true
{{- with .Values.podSecurity.runAsUser }}
runAsUser: {{ int64 . }}
{{- end }}
{{- with .Values.podSecurity.runAsGroup }}
runAsGroup: {{ int64 . }}
{{- end }}
{{- with .Values.podSecurity.fsGroup }}
fsGroup: {{ int64 . }}
{{- end }}
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* The environment of the program, for the gateway and for its check. */}}
{{- define "trestle.env" -}}
- name: JDK_JAVA_OPTIONS
  value: {{ .Values.gateway.javaOptions | quote }}
- name: TRESTLE_LOG
  value: {{ .Values.gateway.logLevel | quote }}
{{- range $name, $value := .Values.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{/* Directories, never single files: only a directory follows a change of its ConfigMap or Secret. */}}
{{- define "trestle.volumeMounts" -}}
- { name: routes, mountPath: /etc/trestle/routes, readOnly: true }
- { name: tmp, mountPath: /tmp }
{{- range .Values.secrets }}
- { name: {{ printf "secret-%s" (.name | replace "." "-") | quote }}, mountPath: {{ printf "/etc/trestle/secrets/%s" .name | quote }}, readOnly: true }
{{- end }}
{{- range .Values.extraVolumes }}
- { name: {{ printf "extra-%s" .name | quote }}, mountPath: {{ .mountPath | quote }}, readOnly: true }
{{- end }}
{{- end }}

{{- define "trestle.volumes" -}}
- name: routes
  configMap:
    name: {{ include "trestle.routesConfigMap" . }}
- name: tmp
  emptyDir: { sizeLimit: 64Mi }
{{- range .Values.secrets }}
- name: {{ printf "secret-%s" (.name | replace "." "-") | quote }}
  secret:
    secretName: {{ .name | quote }}
    optional: {{ default false .optional }}
    # Of the group: the program is not the owner of what is mounted.
    defaultMode: 288 # 0440
{{- end }}
{{- range .Values.extraVolumes }}
- name: {{ printf "extra-%s" .name | quote }}
  {{- if .configMap }}
  configMap:
    name: {{ .configMap | quote }}
  {{- else if .persistentVolumeClaim }}
  persistentVolumeClaim:
    claimName: {{ .persistentVolumeClaim | quote }}
    readOnly: true
  {{- else }}
  image:
    reference: {{ .image.reference | quote }}
    pullPolicy: {{ default "IfNotPresent" .image.pullPolicy }}
  {{- end }}
{{- end }}
{{- end }}
