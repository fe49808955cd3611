/** Declarative framings over TCP: what a frame looks like, its header fields and its payload are settings, not code. */
@NullMarked
package dev.trestle.codec.raw;

import org.jspecify.annotations.NullMarked;
