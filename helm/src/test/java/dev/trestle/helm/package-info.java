/** Renders the chart with the real Helm and holds what comes out against what would read it: Kubernetes, the gateway, Prometheus. */
@org.jspecify.annotations.NullMarked
package dev.trestle.helm;
