package dev.trestle.runtime;

import dev.trestle.filter.Callouts;
import dev.trestle.filter.GrpcCallouts;
import dev.trestle.filter.RedisCallouts;

/**
 * Where filters may send something of their own.
 *
 * @param callouts by HTTP
 * @param redis to Redis
 * @param grpc by gRPC
 */
record Outside(Callouts callouts, RedisCallouts redis, GrpcCallouts grpc) {
    /** Nowhere. */
    static Outside none() {
        return new Outside(Callouts.none(), RedisCallouts.none(), GrpcCallouts.none());
    }
}
