package dev.trestle.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteCallersTest {
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("10.0.0.7", 40_000);

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/readiness", "/actuator/prometheus"})
    void probesAndScrapes_pass_whereverTheyComeFrom(String path) {
        assertThat(RemoteCallers.mayPass(path, ELSEWHERE, "localhost")).isTrue();
        assertThat(RemoteCallers.mayPass(path, null, "localhost")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/config",
                "/%61dmin/config",
                "//admin/config",
                "/./admin",
                "/admin;/actuator/",
                "/actuator",
                "/",
                ""
            })
    void theRest_passesOnThisMachineOnly(String path) {
        assertThat(RemoteCallers.mayPass(path, ELSEWHERE, "localhost")).isFalse();
        assertThat(RemoteCallers.mayPass(path, null, "localhost")).isFalse();
        assertThat(RemoteCallers.mayPass(path, InetSocketAddress.createUnresolved("localhost", 1), "localhost"))
                .isFalse();
        assertThat(RemoteCallers.mayPass(path, new InetSocketAddress("127.0.0.1", 40_000), "127.0.0.1"))
                .isTrue();
        assertThat(RemoteCallers.mayPass(path, new InetSocketAddress("::1", 40_000), "[::1]"))
                .isTrue();
        assertThat(RemoteCallers.mayPass(path, new InetSocketAddress("127.0.0.1", 40_000), "evil.example"))
                .isFalse();
        assertThat(RemoteCallers.mayPass(path, new InetSocketAddress("127.0.0.1", 40_000), ""))
                .isFalse();
    }
}
