/** Tests of this package. */
@NullMarked
package dev.trestle.app.cli;

import org.jspecify.annotations.NullMarked;
