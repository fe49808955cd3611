/**
 * The contract between the gateway and a filter, which sees requests and replies on their way ({@code HttpFilter}), or the bytes of a
 * connection ({@code NetworkFilter}), and may change, hold or answer them.
 *
 * <p>Three steps, as for codecs: a {@code FilterFactory} is found by its name; what it makes for one place of the configuration
 * ({@code HttpFilters}, {@code NetworkFilters}) is thread safe and lives as long as the configuration; what that opens for one
 * exchange or connection is used on one thread.
 */
@NullMarked
package dev.trestle.filter;

import org.jspecify.annotations.NullMarked;
