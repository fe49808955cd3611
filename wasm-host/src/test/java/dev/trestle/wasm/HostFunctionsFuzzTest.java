package dev.trestle.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.wasm.engine.GuestException;
import dev.trestle.wasm.engine.GuestImport;
import dev.trestle.wasm.engine.ModuleException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every host function with random pointers, lengths and ids: a status each time, never more than a guest may have. */
class HostFunctionsFuzzTest {
    private static final int ROUNDS = 200_000;
    private static final int[] EDGES = {0, 1, 2, 7, 8, -1, 65_532, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE};

    @Test
    void call_answersAStatus_whateverItsArguments() throws ModuleException {
        FakeHost host = new FakeHost();
        host.level = Host.LogLevel.CRITICAL;
        Random random = new Random(20261121);
        Plugin plugin = Plugins.start("raw", "configuration", host);
        List<GuestImport> imports = HostTable.ALL.offered();
        try (FakeWorld world = FakeWorld.get("/").with(World.Bytes.REQUEST_BODY, "a body")) {
            Subject subject = new Subject(plugin, world);
            for (int i = 0; i < ROUNDS; i++) {
                GuestImport wanted = imports.get(random.nextInt(imports.size()));
                subject.instance().effective(random.nextInt(3));
                if (!isAlive(subject, wanted, random)) {
                    subject = new Subject(plugin, world);
                }
                if (i % 500 == 0) {
                    host.forgetCalls();
                }
            }
            assertThat(world.request().size()).isLessThanOrEqualTo(1024);
            assertThat(subject.instance().guest().pages()).isLessThanOrEqualTo(1024);
            assertThat(host.metrics.size()).isLessThan(ROUNDS / 100);
        }
    }

    private record Subject(PluginInstance instance, HostFunctions functions) {
        Subject(Plugin plugin, FakeWorld world) throws ModuleException {
            this(new PluginInstance(plugin, plugin.host().loop()));
            instance.start();
            instance.newHttpContext(world);
            functions.open();
        }

        private Subject(PluginInstance instance) {
            this(instance, new HostFunctions(instance));
        }
    }

    /** One call. What it writes may break the guest's own heap, which costs the guest, and only the guest. */
    private static boolean isAlive(Subject subject, GuestImport wanted, Random random) {
        String params = wanted.signature().params();
        long[] args = new long[params.length()];
        for (int i = 0; i < args.length; i++) {
            args[i] = params.charAt(i) == 'I' ? random.nextLong() : number(random);
        }
        try {
            long status =
                    subject.functions().link(wanted).call(subject.instance().guest(), args);
            assertThat(status).as(wanted.name()).isBetween(0L, 76L);
            return true;
        } catch (GuestException ended) {
            return ended.kind() == GuestException.Kind.EXIT;
        }
    }

    private static int number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> EDGES[random.nextInt(EDGES.length)];
            case 1 -> random.nextInt(16);
            case 2 -> 40_000 + random.nextInt(26_000);
            default -> random.nextInt();
        };
    }
}
