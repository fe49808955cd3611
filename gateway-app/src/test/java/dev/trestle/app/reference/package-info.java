/** The pages of {@code docs/reference}, made from the code they describe. */
@NullMarked
package dev.trestle.app.reference;

import org.jspecify.annotations.NullMarked;
