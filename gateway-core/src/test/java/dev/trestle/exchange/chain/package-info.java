/** Filters in a row, without an exchange around them. */
@NullMarked
package dev.trestle.exchange.chain;

import org.jspecify.annotations.NullMarked;
