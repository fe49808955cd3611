/** gRPC as filters use it: calls and streams to an endpoint of a cluster, by HTTP/2 in clear text. */
@NullMarked
package dev.trestle.grpc;

import org.jspecify.annotations.NullMarked;
