/** HTTP as a codec sees it: plain values, no server type. */
@NullMarked
package dev.trestle.bridge.http;

import org.jspecify.annotations.NullMarked;
