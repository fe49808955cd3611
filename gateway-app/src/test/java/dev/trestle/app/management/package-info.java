/** Tests of this package. */
@NullMarked
package dev.trestle.app.management;

import org.jspecify.annotations.NullMarked;
