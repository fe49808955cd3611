package dev.trestle.wasm.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.bridge.settings.Position;
import dev.trestle.bridge.settings.ProblemCollector;
import dev.trestle.bridge.settings.SettingsNode;
import dev.trestle.filter.Body;
import dev.trestle.filter.Callouts;
import dev.trestle.filter.ClosedBy;
import dev.trestle.filter.ConnectionInfo;
import dev.trestle.filter.FilterConnection;
import dev.trestle.filter.FilterContext;
import dev.trestle.filter.Flow;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.NetworkFilter;
import dev.trestle.filter.NetworkFilters;
import dev.trestle.filter.RedisCallouts;
import dev.trestle.filter.Rest;
import dev.trestle.filter.UpstreamInfo;
import dev.trestle.wasm.PluginLostException;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modules behind the network half of the filter contract, without a socket. */
class WasmNetworkFilterTest {
    private final Logger logger = Logger.getLogger("dev.trestle.wasm");
    private final List<String> log = new ArrayList<>();
    private final Handler written = new Lines();
    private final Connection connection = new Connection();

    @BeforeEach
    void listen() {
        logger.addHandler(written);
    }

    @AfterEach
    void close() {
        logger.removeHandler(written);
        connection.down.data.release();
        connection.up.data.release();
    }

    @Test
    void module_seesAConnectionFromItsBeginningToItsEnd() {
        try (NetworkFilters filters = filters("network")) {
            NetworkFilter filter = filters.open(connection);
            assertThat(filter.onConnection()).isEqualTo(Flow.CONTINUE);
            connection.down.put("p");
            assertThat(filter.onDownstreamData(Rest.MORE)).isEqualTo(Flow.GATHER);
            connection.down.put("ing");
            assertThat(filter.onDownstreamData(Rest.MORE)).isEqualTo(Flow.CONTINUE);
            connection.up.put("pong");
            assertThat(filter.onUpstreamData(Rest.END)).isEqualTo(Flow.CONTINUE);
            filter.onDownstreamClose(ClosedBy.PEER);
            filter.onUpstreamClose(ClosedBy.GATEWAY);
            filter.close();
        }
        assertThat(log)
                .containsExactly(
                        "network: new connection from 10.0.0.9:50000",
                        "network: upstream 10.0.0.7:80 in berlin",
                        "network: downstream closed 2",
                        "network: upstream closed 1",
                        "network: log",
                        "network: delete");
    }

    @Test
    void connection_isClosed_whenTheModuleSaysSo() {
        try (NetworkFilters filters = filters("network")) {
            NetworkFilter filter = filters.open(connection);
            connection.down.put("stop");
            assertThat(filter.onDownstreamData(Rest.MORE)).isEqualTo(Flow.CONTINUE);
            assertThat(connection.down.closes).isEqualTo(1);
            filter.close();
        }
    }

    @Test
    void otherConnections_areClosed_whenTheirInstanceBreaksOff() {
        Connection other = new Connection();
        try (NetworkFilters filters = filters("network")) {
            NetworkFilter broken = filters.open(connection);
            NetworkFilter innocent = filters.open(other);
            connection.down.put("trap");
            assertThatThrownBy(() -> broken.onDownstreamData(Rest.MORE)).isInstanceOf(PluginLostException.class);
            assertThat(other.failures).isEqualTo(1);
            broken.close();
            innocent.onDownstreamClose(ClosedBy.GATEWAY);
            innocent.close();
            assertThat(filters.open(new Connection()).onConnection()).isEqualTo(Flow.CONTINUE);
        }
    }

    /** Modules of the public SDKs, which hold a client's bytes until the last. */
    @ParameterizedTest
    @ValueSource(strings = {"rust", "go", "assemblyscript"})
    void sdkModule_holdsWhatComes_untilItsEnd(String module) {
        try (NetworkFilters filters = filters(module)) {
            NetworkFilter filter = filters.open(connection);
            assertThat(filter.onConnection()).isEqualTo(Flow.CONTINUE);
            connection.down.put("ping");
            assertThat(filter.onDownstreamData(Rest.MORE)).isEqualTo(Flow.GATHER);
            assertThat(filter.onDownstreamData(Rest.END)).isEqualTo(Flow.CONTINUE);
            filter.onDownstreamClose(ClosedBy.PEER);
            filter.close();
        }
        assertThat(log).anyMatch(line -> line.endsWith("connection")).anyMatch(line -> line.endsWith("data ping"));
    }

    private static NetworkFilters filters(String module) {
        ProblemCollector problems = new ProblemCollector(new SettingsNode.Mapping(Position.NONE, Map.of(), Map.of()));
        FilterContext context = new FilterContext(
                path -> module(module), Callouts.none(), RedisCallouts.none(), GrpcCallouts.none(), problems);
        WasmFilterSettings settings = new WasmFilterSettings(
                module + ".wasm",
                null,
                new SettingsNode.Scalar(Position.NONE, "tcp", SettingsNode.ScalarKind.STRING, false),
                "",
                WasmFilterSettings.OnFailure.FAIL_CLOSED,
                WasmFilterSettings.HeaderPause.BY_ABI,
                WasmFilterSettings.of("x").maxBodyBytes(),
                WasmFilterSettings.of("x").engine(),
                null);
        NetworkFilters made = new WasmFilterFactory().newNetworkFilters(settings, context);
        assertThat(problems.list()).isEmpty();
        return made;
    }

    private static byte[] module(String name) throws IOException {
        try (InputStream packed = WasmNetworkFilterTest.class.getResourceAsStream("/wasm/" + name + ".wasm.gz")) {
            if (packed != null) {
                return new GZIPInputStream(packed).readAllBytes();
            }
        }
        try (InputStream plain = WasmNetworkFilterTest.class.getResourceAsStream("/wasm/" + name + ".wasm")) {
            return Objects.requireNonNull(plain, name).readAllBytes();
        }
    }

    private final class Lines extends Handler {
        @Override
        public void publish(LogRecord line) {
            Object[] parts = Objects.requireNonNull(line.getParameters());
            log.add(parts[0] + ": " + parts[1]);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    /** One direction, by hand. */
    private static final class Direction implements FilterConnection.Stream {
        final Body data = new Body(ByteBufAllocator.DEFAULT, 1024);
        int closes;

        void put(String text) {
            data.put(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        }

        @Override
        public Body data() {
            return data;
        }

        @Override
        public void resume() {}

        @Override
        public void close() {
            closes++;
        }
    }

    private static final class Connection implements FilterConnection {
        final Direction down = new Direction();
        final Direction up = new Direction();
        int failures;

        @Override
        public ConnectionInfo info() {
            return new ConnectionInfo() {
                @Override
                public long id() {
                    return 7;
                }

                @Override
                public InetSocketAddress source() {
                    return new InetSocketAddress("10.0.0.9", 50000);
                }

                @Override
                public InetSocketAddress destination() {
                    return new InetSocketAddress("10.0.0.1", 18000);
                }

                @Override
                public @Nullable String tlsVersion() {
                    return null;
                }

                @Override
                public @Nullable String serverName() {
                    return null;
                }
            };
        }

        @Override
        public String cluster() {
            return "web";
        }

        @Override
        public UpstreamInfo upstream() {
            return new UpstreamInfo(new InetSocketAddress("10.0.0.7", 80), Map.of("location", "berlin"));
        }

        @Override
        public void fail() {
            failures++;
        }

        @Override
        public Stream fromDownstream() {
            return down;
        }

        @Override
        public Stream fromUpstream() {
            return up;
        }
    }
}
