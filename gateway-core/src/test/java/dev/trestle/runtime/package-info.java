/** The gateway over real sockets, against an upstream that does what no real one does on demand. */
@NullMarked
package dev.trestle.runtime;

import org.jspecify.annotations.NullMarked;
