package dev.trestle.app.otlp;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Where traces and metrics are sent.
 *
 * @param endpoint the collector's, without the path of a signal: {@code http://collector:4318}
 * @param headers sent along, such as a token
 * @param resource attributes of this process, {@code service.name} among them
 * @param sampleOneIn of requests whose clients have begun no trace, one in so many gets one; the others keep what their clients decided
 * @param metricsInterval how often metrics are sent
 */
public record OtlpOptions(
        URI endpoint,
        Map<String, String> headers,
        Map<String, String> resource,
        int sampleOneIn,
        Duration metricsInterval) {
    /** Keeps its own copies. */
    public OtlpOptions {
        headers = Map.copyOf(headers);
        resource = Map.copyOf(resource);
    }

    /** The address of a signal: {@code traces} or {@code metrics}. */
    String url(String signal) {
        String base = endpoint.toString();
        return (base.endsWith("/") ? base : base + "/") + "v1/" + signal;
    }
}
