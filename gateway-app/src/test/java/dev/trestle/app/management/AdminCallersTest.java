package dev.trestle.app.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.app.management.AdminCallers.Caller;
import dev.trestle.app.management.AdminCallers.Certificates;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdminCallersTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 40_000);
    private static final InetSocketAddress ELSEWHERE = new InetSocketAddress("10.0.0.7", 40_000);

    private final AdminCallers open = new AdminCallers(null, Certificates.NONE);
    private final AdminCallers guarded = new AdminCallers(TOKEN, Certificates.NONE);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:9901", "localhost:9901", "LOCALHOST", "[::1]:9901", "[::1]"})
    void callers_pass_whenTheyCallThisMachineByItsOwnNames(String host) {
        assertThat(open.refusal(caller(HERE, host, null, null))).isNull();
        assertThat(open.refusal(caller(new InetSocketAddress("::1", 40_000), host, null, null)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:9901", "localhost.evil.example", "", ":9901", "[::1", "::1]"})
    void callers_areRefused_whenTheyCallItByAnotherName(String host) {
        assertThat(open.refusal(caller(HERE, host, null, null))).contains("own machine only");
    }

    @Test
    void callers_areRefused_whenTheyAreNotOfThisMachineAndThereIsNoToken() {
        assertThat(open.refusal(caller(ELSEWHERE, "127.0.0.1", null, "Bearer " + TOKEN)))
                .contains("--admin-token-file");
        assertThat(open.refusal(caller(null, "127.0.0.1", null, null))).contains("own machine only");
        assertThat(open.refusal(caller(InetSocketAddress.createUnresolved("localhost", 1), "127.0.0.1", null, null)))
                .contains("own machine only");
    }

    @ParameterizedTest
    @CsvSource({"Bearer 0123456789abcdef", "bearer 0123456789abcdef", "BEARER  0123456789abcdef"})
    void callers_pass_whenTheyPresentTheToken_whereverTheyAre(String authorization) {
        assertThat(guarded.refusal(caller(ELSEWHERE, "gateway.example:9901", null, authorization)))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "none",
                "''",
                "Bearer",
                "Bearer 0123456789abcde",
                "Bearer 0123456789abcdef0",
                "0123456789abcdef",
                "Basic 0123456789abcdef"
            })
    void callers_areRefused_whenTheyPresentNothingOrAnotherToken_alsoHere(@Nullable String authorization) {
        assertThat(guarded.refusal(caller(HERE, "localhost", null, authorization)))
                .contains("Authorization: Bearer");
    }

    @Test
    void pages_areRefused_unlessTheyAreOfThePlaneItself() {
        assertThat(open.refusal(caller(HERE, "localhost:9901", "http://evil.example", null)))
                .contains("another origin");
        assertThat(open.refusal(caller(HERE, "localhost:9901", "null", null))).contains("another origin");
        assertThat(open.refusal(caller(HERE, "localhost:9901", "http://evil.localhost:9901", null)))
                .contains("another origin");
        assertThat(open.refusal(caller(HERE, "localhost:9901", "http://localhost:9901", null)))
                .isNull();
    }

    @Test
    void certificates_openTheApi_beside_orInPlaceOfATokenOnly() {
        Caller certified = new Caller(ELSEWHERE, "gateway.example", null, null, true);
        AdminCallers both = new AdminCallers(TOKEN, Certificates.OF_AUTHORITY);
        AdminCallers alone = new AdminCallers(null, Certificates.OF_AUTHORITY);

        assertThat(both.refusal(certified)).isNull();
        assertThat(alone.refusal(certified)).isNull();
        assertThat(both.refusal(caller(ELSEWHERE, "gateway.example", null, "Bearer " + TOKEN)))
                .isNull();
        assertThat(alone.refusal(caller(HERE, "localhost", null, "Bearer " + TOKEN)))
                .startsWith("present a certificate");
        assertThat(both.refusal(caller(HERE, "localhost", null, null))).contains("certificate", "Bearer");
        assertThat(guarded.refusal(certified)).contains("present the token");
        assertThat(open.refusal(certified)).contains("own machine only");
        assertThat(both.refusal(new Caller(HERE, "localhost", "http://evil.example", null, true)))
                .contains("another origin");
    }

    private static Caller caller(
            @Nullable InetSocketAddress peer, String host, @Nullable String origin, @Nullable String authorization) {
        return new Caller(peer, host, origin, authorization, false);
    }
}
