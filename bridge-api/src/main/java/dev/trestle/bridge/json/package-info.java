/** JSON text in and out, exact and bounded: an index over request bytes, a writer onto a buffer. */
@NullMarked
package dev.trestle.bridge.json;

import org.jspecify.annotations.NullMarked;
