/** The same REST API, written by hand. */
@NullMarked
package dev.trestle.benchmark.webflux;

import org.jspecify.annotations.NullMarked;
