package dev.trestle.app.cli;

import dev.trestle.app.CommandFailure;
import dev.trestle.app.otlp.OtlpOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where traces and metrics are sent: two options, and the variables that OpenTelemetry's own SDKs read
 * (opentelemetry.io/docs/specs/otel/protocol/exporter).
 */
final class OtlpArguments {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    private static final String SERVICE = "OTEL_SERVICE_NAME";
    private static final String RESOURCE = "OTEL_RESOURCE_ATTRIBUTES";
    private static final String INTERVAL = "OTEL_METRIC_EXPORT_INTERVAL";
    private static final String DISABLED = "OTEL_SDK_DISABLED";
    private static final int DEFAULT_INTERVAL_MILLIS = 60_000;
    private static final int LEAST_INTERVAL_MILLIS = 100;

    @Option(
            names = "--otlp-endpoint",
            paramLabel = "URL",
            description = "Where traces and metrics are sent, by OTLP over HTTP: http://collector:4318" + " (default: "
                    + ENDPOINT + "; without it, nowhere).")
    private @Nullable String endpoint;

    @Option(
            names = "--trace-sample",
            paramLabel = "N",
            converter = CountConverter.class,
            defaultValue = "100",
            description = "Of requests whose clients have begun no trace, one in N is traced (default: 100)."
                    + " Whoever has begun one decides for its requests.")
    private int sampleOneIn;

    /** What was said, here or in {@code environment}; null if nothing is to be sent. */
    @Nullable
    OtlpOptions options(Map<String, String> environment) {
        String url = endpoint != null ? endpoint : environment.get(ENDPOINT);
        if (url == null || url.isBlank() || "true".equalsIgnoreCase(environment.get(DISABLED))) {
            return null;
        }
        Map<String, String> resource = new LinkedHashMap<>();
        resource.put("service.name", "trestle");
        resource.putAll(list(RESOURCE, environment));
        String service = environment.get(SERVICE);
        if (service != null && !service.isBlank()) {
            resource.put("service.name", service);
        }
        return new OtlpOptions(uri(url), list(HEADERS, environment), resource, sampleOneIn, interval(environment));
    }

    private URI uri(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getQuery() == null) {
                return uri;
            }
        } catch (URISyntaxException malformed) {
            // Refused below, as what is no URL of a collector.
        }
        String where = endpoint != null ? "--otlp-endpoint" : ENDPOINT;
        throw new CommandFailure(
                CommandFailure.UNAVAILABLE,
                where + ": " + url + " (expected: http://HOST:PORT or https://HOST:PORT)",
                "name the collector's port for OTLP over HTTP, which is 4318 if nobody has changed it");
    }

    private static Duration interval(Map<String, String> environment) {
        String text = environment.get(INTERVAL);
        boolean good = text != null && text.matches("\\d{1,9}");
        int millis = good ? Integer.parseInt(text) : DEFAULT_INTERVAL_MILLIS;
        return Duration.ofMillis(Math.max(LEAST_INTERVAL_MILLIS, millis));
    }

    /** {@code key=value,key=value}, percent-encoded as in W3C Baggage. */
    private static Map<String, String> list(String variable, Map<String, String> environment) {
        Map<String, String> pairs = new LinkedHashMap<>();
        String text = environment.getOrDefault(variable, "");
        for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw refused(variable);
            }
            try {
                String value = pair.substring(equals + 1).trim().replace("+", "%2B");
                pairs.put(pair.substring(0, equals).trim(), URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException malformed) {
                throw refused(variable);
            }
        }
        return pairs;
    }

    /** Without its value, which may be secret. */
    private static CommandFailure refused(String variable) {
        return new CommandFailure(
                CommandFailure.UNAVAILABLE,
                variable + ": not readable (expected: key=value,key=value, percent-encoded)",
                "mend the variable, or unset it");
    }
}
