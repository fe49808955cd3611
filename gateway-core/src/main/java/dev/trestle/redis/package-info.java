/** Redis as filters use it: a command's bytes to an endpoint of a cluster, its reply's bytes back. */
@NullMarked
package dev.trestle.redis;

import org.jspecify.annotations.NullMarked;
