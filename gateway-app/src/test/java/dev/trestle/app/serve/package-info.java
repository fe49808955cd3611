/** Tests of this package. */
@NullMarked
package dev.trestle.app.serve;

import org.jspecify.annotations.NullMarked;
