/** From descriptions of interfaces to first routes: what a codec knows of its own kind of description. */
@NullMarked
package dev.trestle.bridge.scaffold;

import org.jspecify.annotations.NullMarked;
