/** The started side of a peer: its options, its ready line, its end. */
@NullMarked
package dev.trestle.peer;

import org.jspecify.annotations.NullMarked;
