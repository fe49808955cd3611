package dev.trestle.runtime;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.RedisCallouts;

/**
 * Where filters may send something of their own.
 *
 * @param callouts by HTTP
 * @param redis to Redis
 */
record Outside(Callouts callouts, RedisCallouts redis) {
    /** Nowhere. */
    static Outside none() {
        return new Outside(Callouts.none(), RedisCallouts.none());
    }
}
