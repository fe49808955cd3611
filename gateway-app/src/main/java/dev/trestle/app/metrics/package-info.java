/** Meters of the data plane, for Prometheus. */
@NullMarked
package dev.trestle.app.metrics;

import org.jspecify.annotations.NullMarked;
