package dev.trestle.wasm.filter;

import dev.trestle.wasm.PropertyValue;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The labels of an endpoint as properties: {@code upstream.metadata.NAME}, and where modules written for Envoy look for metadata. There
 * metadata is a map of maps, here labels are one map: {@code filter_metadata.SPACE} is the map of the labels {@code SPACE.KEY}, by KEY,
 * and of the label {@code SPACE}, by its own name; of {@code envoy.lb}, where Envoy keeps the labels of its endpoints, it is all.
 */
final class LabelProperties {
    private static final String OWN = "upstream.metadata";
    private static final String ALL = "envoy.lb";
    private static final String CLUSTER = "cluster_metadata.filter_metadata.";
    private static final String ENDPOINT = "upstream_host_metadata.filter_metadata.";
    private static final String XDS = "xds.";

    private LabelProperties() {}

    /** The value at {@code path}, or null. */
    static byte @Nullable [] find(String path, Map<String, String> labels) {
        if (path.equals(OWN)) {
            return map(labels);
        }
        if (path.startsWith(OWN + ".")) {
            return text(labels.get(path.substring(OWN.length() + 1)));
        }
        String envoy = path.startsWith(XDS) ? path.substring(XDS.length()) : path;
        if (envoy.startsWith(CLUSTER)) {
            return space(envoy.substring(CLUSTER.length()), labels);
        }
        return envoy.startsWith(ENDPOINT) ? space(envoy.substring(ENDPOINT.length()), labels) : null;
    }

    /** A space, or one value of it. */
    private static byte @Nullable [] space(String name, Map<String, String> labels) {
        if (name.equals(ALL)) {
            return map(labels);
        }
        if (name.startsWith(ALL + ".")) {
            return text(labels.get(name.substring(ALL.length() + 1)));
        }
        String value = labels.get(name);
        if (value != null && name.indexOf('.') >= 0) {
            return text(value);
        }
        Map<String, String> inside = new TreeMap<>();
        if (value != null) {
            inside.put(name, value);
        }
        String prefix = name + ".";
        labels.forEach((label, text) -> {
            if (label.startsWith(prefix)) {
                inside.put(label.substring(prefix.length()), text);
            }
        });
        return map(inside);
    }

    private static byte @Nullable [] map(Map<String, String> texts) {
        return texts.isEmpty() ? null : PropertyValue.of(texts);
    }

    private static byte @Nullable [] text(@Nullable String value) {
        return value == null ? null : PropertyValue.of(value);
    }
}
