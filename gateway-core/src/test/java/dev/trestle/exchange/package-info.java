/** The pieces of an exchange, each by itself. */
@NullMarked
package dev.trestle.exchange;

import org.jspecify.annotations.NullMarked;
