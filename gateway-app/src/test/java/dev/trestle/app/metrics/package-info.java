/** Tests of this package. */
@NullMarked
package dev.trestle.app.metrics;

import org.jspecify.annotations.NullMarked;
