package dev.trestle.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testkit.Waiting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class NamedEndpointsTest {
    private static final Duration OFTEN = Duration.ofMillis(2);

    private final List<EndpointSet> told = new CopyOnWriteArrayList<>();

    @Test
    void endpoint_isTheResolversFirstChoice_whenANameHasMoreAddresses() throws Exception {
        run("", "orders:80", answers(List.of("10.0.0.9", "10.0.0.1")));

        assertThat(told.getFirst().endpoints()).extracting(Endpoint::toString).containsExactly("10.0.0.9:80");
    }

    @Test
    void endpoint_stays_whenTheAnswersAreOnlyTurnedRound() throws Exception {
        run(
                "",
                "orders:80",
                answers(List.of("10.0.0.9", "10.0.0.1"), List.of("10.0.0.1", "10.0.0.9"), List.of("10.0.0.1")));
        Waiting.until("the address has gone", () -> told.size() > 1);

        assertThat(told).hasSize(2);
        assertThat(told.get(1).endpoints()).extracting(Endpoint::toString).containsExactly("10.0.0.1:80");
    }

    @Test
    void everyAddress_isAnEndpointInAStableOrder_whenTheNameIsUnderDns() throws Exception {
        run(
                "dns",
                "orders:80",
                answers(List.of("10.0.0.9", "10.0.0.1"), List.of("10.0.0.1", "10.0.0.9"), List.of("10.0.0.1")));
        Waiting.until("the address has gone", () -> told.size() > 1);

        assertThat(told).hasSize(2);
        assertThat(told.get(0).endpoints())
                .extracting(Endpoint::toString)
                .containsExactly("10.0.0.1:80", "10.0.0.9:80");
        assertThat(told.get(1).endpoints()).extracting(Endpoint::toString).containsExactly("10.0.0.1:80");
    }

    @Test
    void lastAddresses_stay_whenTheNameStopsResolving() throws Exception {
        run("dns", "orders:80", answers(List.of("10.0.0.1"), List.of(), List.of("10.0.0.2")));
        Waiting.until("it resolves again", () -> told.size() > 1);

        assertThat(told.get(1).endpoints()).extracting(Endpoint::toString).containsExactly("10.0.0.2:80");
    }

    @Test
    void set_isUnresolved_whenNoNameEverResolved() throws Exception {
        run("dns", "orders:80", answers(List.of(), List.of("10.0.0.1")));
        Waiting.until("it resolves", () -> told.size() > 1);

        assertThat(told.get(0)).isEqualTo(new EndpointSet(List.of(), false));
        assertThat(told.get(1).resolved()).isTrue();
    }

    @Test
    void refreshing_goesOn_whenTheResolverThrows() throws Exception {
        run("dns", "orders:80", answers(List.of("broken"), List.of("10.0.0.1")));

        assertThat(told.getFirst().endpoints()).hasSize(1);
    }

    @Test
    void addresses_areToldAtOnce_whenANameBesideThemIsSlow() throws Exception {
        NamedEndpoints source = new NamedEndpoints(
                "c",
                Bench.config("", "10.0.0.1:80", "slow:80"),
                host -> answer(host.equals("slow") ? List.of("10.0.0.2") : List.of(host)),
                OFTEN);
        source.start(told::add);
        assertThat(told.getFirst().endpoints()).extracting(Endpoint::toString).containsExactly("10.0.0.1:80");
        Waiting.until("the name is there too", () -> told.size() > 1);
        source.close();

        assertThat(told.get(1).endpoints()).hasSize(2);
    }

    private void run(String kind, String name, NamedEndpoints.NameResolver resolver) {
        NamedEndpoints source =
                new NamedEndpoints("c", kind.isEmpty() ? Bench.config("", name) : Bench.dns(name), resolver, OFTEN);
        source.start(told::add);
        Waiting.until("the first answer", () -> !told.isEmpty());
        Waiting.until("all answers were asked for", () -> ((Answers) resolver).done());
        source.close();
    }

    private static Answers answers(List<?>... addresses) {
        return new Answers(List.of(addresses).iterator());
    }

    private static InetAddress[] answer(List<?> addresses) throws UnknownHostException {
        if (addresses.isEmpty()) {
            throw new UnknownHostException("nowhere");
        }
        InetAddress[] found = new InetAddress[addresses.size()];
        for (int i = 0; i < found.length; i++) {
            if (addresses.get(i).equals("broken")) {
                throw new IllegalStateException("asked to break");
            }
            found[i] = InetAddress.getByName((String) addresses.get(i));
        }
        return found;
    }

    /** One answer after the other, the last again and again. */
    private static final class Answers implements NamedEndpoints.NameResolver {
        private final Iterator<List<?>> next;
        private List<?> last = List.of();
        private volatile boolean done;

        Answers(Iterator<List<?>> next) {
            this.next = next;
        }

        boolean done() {
            return done;
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (next.hasNext()) {
                last = next.next();
            } else {
                done = true;
            }
            return answer(last);
        }
    }
}
