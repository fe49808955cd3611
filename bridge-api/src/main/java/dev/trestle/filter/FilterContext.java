package dev.trestle.filter;

import dev.trestle.bridge.ConfigFiles;
import dev.trestle.bridge.settings.Problems;

/**
 * What a filter is made with, besides its own settings.
 *
 * @param files reads the files the settings name
 * @param callouts requests of the filter's own; the same object for all filters of a gateway
 * @param redis commands of the filter's own for Redis; likewise
 * @param grpc gRPC calls of the filter's own; likewise
 * @param problems where every problem of the settings is reported; one report refuses the whole configuration
 */
public record FilterContext(
        ConfigFiles files, Callouts callouts, RedisCallouts redis, GrpcCallouts grpc, Problems problems) {}
