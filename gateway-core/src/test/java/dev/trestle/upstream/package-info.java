/** Clusters, pools and connections against an upstream that does what no real one does on demand. */
@NullMarked
package dev.trestle.upstream;

import org.jspecify.annotations.NullMarked;
