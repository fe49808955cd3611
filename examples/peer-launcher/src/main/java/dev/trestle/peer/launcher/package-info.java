/** The starting side of a peer, for integration tests. */
@NullMarked
package dev.trestle.peer.launcher;

import org.jspecify.annotations.NullMarked;
