package dev.trestle.bridge.settings;

/**
 * One thing wrong with a configuration.
 *
 * @param position where
 * @param path the path of the value: {@code clusters.orders.pool.maxPendingAcquires}, {@code routes[order.create].dubbo.args[0].type}
 * @param detail the value and what was expected: {@code 0 (expected: 1..65535)}, {@code unknown key (did you mean: acquireTimeout?)}
 */
public record Problem(Position position, String path, String detail) {
    @Override
    public String toString() {
        return position + ": " + path + ": " + detail;
    }
}
