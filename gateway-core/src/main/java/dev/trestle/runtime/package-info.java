/** Compiles a configuration into a snapshot, swaps it in, drains the old one. */
@NullMarked
package dev.trestle.runtime;

import org.jspecify.annotations.NullMarked;
