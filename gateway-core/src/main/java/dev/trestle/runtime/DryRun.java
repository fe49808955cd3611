package dev.trestle.runtime;

import dev.trestle.bridge.http.RequestHead;
import dev.trestle.bridge.settings.Problem;
import dev.trestle.route.Route;
import dev.trestle.route.RouteTable;
import dev.trestle.source.LoadedConfig;
import java.util.List;
import java.util.Map;

/**
 * A configuration compiled to be looked at: routes are found and calls encoded, no connection is ever opened, no filter runs.
 * Immutable.
 */
public final class DryRun {
    private final RouteTable routes;
    private final List<Problem> problems;

    private DryRun(RouteTable routes, List<Problem> problems) {
        this.routes = routes;
        this.problems = List.copyOf(problems);
    }

    /** Compiles {@code loaded}. */
    public static DryRun of(LoadedConfig loaded, Factories factories) {
        SnapshotCompiler.Plan plan = new SnapshotCompiler(loaded, factories, Outside.none(), Map.of()).compile();
        plan.owned().close();
        return new DryRun(plan.index(plan.clusters()), plan.problems());
    }

    /** Everything wrong; where there is anything, {@link #routes} may lack some. */
    public List<Problem> problems() {
        return problems;
    }

    /** The routes, as they would be served. */
    public RouteTable routes() {
        return routes;
    }

    /** One request of {@code route}, encoded; to be closed. */
    public DryCall call(Route route, RequestHead head, byte[] body) {
        return DryCall.of(route, head, body);
    }
}
