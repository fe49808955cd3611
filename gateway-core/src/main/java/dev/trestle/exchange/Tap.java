package dev.trestle.exchange;

import dev.trestle.bridge.Bridge;
import dev.trestle.bridge.BridgeExchange;
import dev.trestle.route.Route;

/** Where the bridges of attempts are made, and where somebody may look into them. Called on any event loop; thread safe. */
@FunctionalInterface
public interface Tap {
    /** Nobody looks. */
    Tap NONE = (route, exchange) -> route.codec().newBridge(exchange);

    /** The bridge of one attempt: that of the route's codec, or one that does what that one does. */
    Bridge newBridge(Route route, BridgeExchange exchange);
}
