package dev.trestle.upstream;

import dev.trestle.config.ClusterConfig;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Chooses an endpoint's pool. One for each loop and endpoint set. */
interface Picker {
    /** A pool that is not in back-off, other than {@code except} if there is one; null when there is none. */
    @Nullable
    EndpointPool pick(@Nullable EndpointPool except);

    static Picker of(ClusterConfig.LoadBalancer balancer, List<EndpointPool> pools) {
        EndpointPool[] all = pools.toArray(EndpointPool[]::new);
        return switch (balancer) {
            case ROUND_ROBIN -> new RoundRobin(all);
            case LEAST_REQUEST -> new LeastRequest(all, new SplittableRandom());
        };
    }

    /** Smooth weighted round robin: each gains its weight, the richest is picked and pays the total. */
    final class RoundRobin implements Picker {
        private final EndpointPool[] pools;
        private final int[] credit;

        RoundRobin(EndpointPool[] pools) {
            this.pools = pools;
            this.credit = new int[pools.length];
        }

        @Override
        public @Nullable EndpointPool pick(@Nullable EndpointPool except) {
            if (pools.length == 1) {
                return pools[0].isAvailable() ? pools[0] : null;
            }
            int best = -1;
            int total = 0;
            for (int i = 0; i < pools.length; i++) {
                if (pools[i] == except || !pools[i].isAvailable()) {
                    continue;
                }
                int weight = pools[i].endpoint().weight();
                credit[i] += weight;
                total += weight;
                best = best < 0 || credit[i] > credit[best] ? i : best;
            }
            if (best < 0) {
                return except != null && except.isAvailable() ? except : null;
            }
            credit[best] -= total;
            return pools[best];
        }
    }

    /** Of two at random, the one with fewer exchanges in flight for its weight. */
    final class LeastRequest implements Picker {
        private final EndpointPool[] pools;
        private final SplittableRandom random;

        LeastRequest(EndpointPool[] pools, SplittableRandom random) {
            this.pools = pools;
            this.random = random;
        }

        @Override
        public @Nullable EndpointPool pick(@Nullable EndpointPool except) {
            EndpointPool first = any(except, null);
            EndpointPool second = first == null ? null : any(except, first);
            if (first == null) {
                return except != null && except.isAvailable() ? except : null;
            }
            return second == null || load(first) <= load(second) ? first : second;
        }

        private @Nullable EndpointPool any(@Nullable EndpointPool except, @Nullable EndpointPool other) {
            if (pools.length == 0) {
                return null;
            }
            int start = random.nextInt(pools.length);
            for (int i = 0; i < pools.length; i++) {
                EndpointPool pool = pools[(start + i) % pools.length];
                if (pool != except && pool != other && pool.isAvailable()) {
                    return pool;
                }
            }
            return null;
        }

        private static double load(EndpointPool pool) {
            return (pool.inFlight() + 1.0) / pool.endpoint().weight();
        }
    }
}
