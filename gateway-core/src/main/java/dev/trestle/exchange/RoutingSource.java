package dev.trestle.exchange;

import dev.trestle.filter.HttpFilters;
import dev.trestle.route.RouteTable;
import java.util.List;

/** Where exchanges get the routes from: the current snapshot, held for as long as the exchange lasts. */
@FunctionalInterface
public interface RoutingSource {
    /** Pins what is current. Never blocks, takes no lock; each pin is released once. */
    Pinned pin();

    /** One generation of the routes, kept open. */
    interface Pinned {
        /** Its routes. */
        RouteTable routes();

        /** What requests to a listener pass, by its number in the order in which they were started. */
        List<HttpFilters> filters(int listener);

        /** The exchange has ended. */
        void release();
    }
}
