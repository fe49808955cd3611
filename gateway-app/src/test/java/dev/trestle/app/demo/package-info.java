/** Tests of this package. */
@NullMarked
package dev.trestle.app.demo;

import org.jspecify.annotations.NullMarked;
