/** Clusters: endpoints, balancing, and one pool of connections per event loop, exclusive and multiplexed alike. */
@NullMarked
package dev.trestle.upstream;

import org.jspecify.annotations.NullMarked;
