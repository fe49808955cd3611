package dev.trestle.wasm.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where modules find the labels of an endpoint. */
class LabelPropertiesTest {
    private static final Map<String, String> LABELS =
            Map.of("location", "berlin", "location.region", "eu", "location.Zone", "ä");

    @ParameterizedTest
    @CsvSource({
        "upstream.metadata.location, berlin",
        "upstream.metadata.location.region, eu",
        "cluster_metadata.filter_metadata.location.region, eu",
        "xds.cluster_metadata.filter_metadata.location.region, eu",
        "upstream_host_metadata.filter_metadata.envoy.lb.location, berlin",
        "xds.upstream_host_metadata.filter_metadata.envoy.lb.location.Zone, ä"
    })
    void label_isFound(String path, String value) {
        assertThat(find(path)).isEqualTo(value.getBytes(StandardCharsets.UTF_8));
    }

    /** The map's bytes by hand: count, lengths of each name and value, names and values ended by NUL. */
    @Test
    void space_isTheMapOfItsLabels() {
        assertThat(find("cluster_metadata.filter_metadata.location"))
                .isEqualTo(("\3\0\0\0" + "\4\0\0\0\2\0\0\0" + "\10\0\0\0\6\0\0\0" + "\6\0\0\0\2\0\0\0" + "Zone\0ä\0"
                                + "location\0berlin\0" + "region\0eu\0")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(find("upstream.metadata"))
                .hasSameSizeAs(find("upstream_host_metadata.filter_metadata.envoy.lb"))
                .hasSize(4
                        + 3 * 8
                        + "location".length()
                        + "location.region".length()
                        + "location.Zone".length()
                        + "berlineu".length()
                        + 2
                        + 6);
    }

    @ParameterizedTest
    @CsvSource({
        "upstream.metadata.none",
        "cluster_metadata.filter_metadata.none",
        "cluster_metadata.filter_metadata.location.none",
        "cluster_metadata",
        "xds.upstream.metadata.location",
        "upstream"
    })
    void nothing_isFound_whereThereIsNoLabel(String path) {
        assertThat(find(path)).isNull();
    }

    private static byte @Nullable [] find(String path) {
        return LabelProperties.find(path, LABELS);
    }
}
