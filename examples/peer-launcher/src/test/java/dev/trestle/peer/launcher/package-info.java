/** The peers, started for real. */
@NullMarked
package dev.trestle.peer.launcher;

import org.jspecify.annotations.NullMarked;
