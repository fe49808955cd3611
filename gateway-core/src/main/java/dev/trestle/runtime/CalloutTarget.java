package dev.trestle.runtime;

import dev.trestle.bridge.BridgeCodec;
import dev.trestle.upstream.Cluster;

/**
 * Where a request of a filter's own goes.
 *
 * @param codec how it is sent
 * @param release what held the cluster for it; to be run once
 */
record CalloutTarget(Cluster cluster, BridgeCodec codec, Runnable release) {}
